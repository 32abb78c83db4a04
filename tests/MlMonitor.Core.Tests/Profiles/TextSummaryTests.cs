using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public sealed class TextSummaryTests
{
    [Theory]
    [InlineData("true 3, false 5", "True 1, False 2", "False 5, True 3")]
    [InlineData("true 3, TRUE 4, false 5", "True 1", "True 7, false 5")]
    [InlineData("true 3", "true 1, True 1", "true 3")]
    [InlineData("true 3, maybe 1", "True 1, False 2", "maybe 1, true 3")]
    [InlineData("true 3", "True 1, maybe 2", "true 3")]
    [InlineData("yes 3", "Yes 1", "yes 3")]
    [InlineData("", "True 1", "")]
    public void Truth_values_are_spelt_as_another_column_has_them(string texts, string others, string spelt)
    {
        var summary = Of(texts).SpeltAs(Of(others));

        Assert.Equal(spelt, string.Join(", ", Enumerable.Range(0, summary.Ends.Length).Select(i => $"{Encoding.UTF8.GetString(summary.Text(i))} {summary.Counts[i]}")));
        Assert.Equal(Of(texts).Count, summary.Count);
    }

    private static TextSummary Of(string texts)
    {
        var store = new TextStore();
        foreach (var (text, count) in texts.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(' ')).Select(pair => (pair[0], int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture))))
            for (var i = 0; i < count; i++)
                store.Add(Encoding.UTF8.GetBytes(text));
        return store.ToSummary();
    }
}
