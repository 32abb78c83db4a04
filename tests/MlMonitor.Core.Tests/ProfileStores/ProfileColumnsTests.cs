using System.Text;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.Tests.ProfileStores;

/// <summary>How columns that were read by their place are called after those of a data set.</summary>
public sealed class ProfileColumnsTests
{
    [Fact]
    public void Of_as_many_names_as_there_are_columns_the_first_are_those_of_the_outputs() =>
        Assert.Equal(["score Output 1", "a Input 1", "b Input 1"], Named(["score", "a", "b"], ["_c0=0.5", "_c1=1", "_c2=x"]));

    [Fact]
    public void As_many_names_as_there_are_inputs_are_theirs() =>
        Assert.Equal(["_c0 Output 1", "a Input 1", "b Input 1"], Named(["a", "b"], ["_c0=0.5", "_c1=1", "_c2=x"]));

    [Fact]
    public void Names_that_do_not_fit_name_nothing() =>
        Assert.Equal(["_c0 Output 1", "_c1 Input 1", "_c2 Input 1"], Named(["a"], ["_c0=0.5", "_c1=1", "_c2=x"]));

    [Fact]
    public void An_output_gives_way_to_an_input_that_is_called_as_it_was() =>
        Assert.Equal(["output._c0 Output 1", "_c0 Input 1", "_c1 Input 1"], Named(["_c0", "_c1"], ["_c0=0.5", "_c1=1", "_c2=x"]));

    [Fact]
    public void A_column_that_some_requests_name_and_others_place_is_one() =>
        Assert.Equal(
            ["score Output 1", "a Input 2", "b Input 2", "answer Output 1", "more Input 1"],
            Named(["score", "a", "b"], ["_c0=0.5", "_c1=1", "_c2=x"], ["answer=0.7", "a=2", "b=y", "more=3"]));

    [Fact]
    public void Outputs_with_names_are_called_as_the_data_set_calls_them() =>
        Assert.Equal(["score Output 1", "a Input 1"], Named(["score", "a"], ["answer=0.5", "_c1=1"]));

    [Fact]
    public void Names_of_JSON_stay() =>
        Assert.Equal(["answer Output 1", "x Input 1", "_cash Input 1"], Named(["score", "a", "b"], ["answer=0.5", "x=1", "_cash=2"]));

    private static IEnumerable<string> Named(string[] names, params string[][] rows)
    {
        var builder = new ProfileBuilder(ProfileOptions.Default with { OutputColumns = ["_c0", "answer"] });
        foreach (var row in rows)
        {
            foreach (var cell in row)
                builder.Cell(builder.Column(cell.Split('=')[0]), Encoding.UTF8.GetBytes(cell.Split('=')[1]), CellKind.Text);
            builder.EndRow();
        }

        return ProfileColumns.Named(builder.Build(), names).Columns.Select(column => $"{column.Name} {column.Role} {column.Count - column.Missing}");
    }
}
