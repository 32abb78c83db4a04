using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>Makes profiles of columns whose values are given.</summary>
internal static class ColumnMaker
{
    /// <summary>A profile of columns of one length; null is a missing value.</summary>
    public static DatasetProfile Profile(params (string Name, IEnumerable<string?> Values)[] columns) => Profile([], columns);

    public static DatasetProfile Profile(string[] outputs, params (string Name, IEnumerable<string?> Values)[] columns)
    {
        var parts = columns.Select(column =>
        {
            var builder = new ProfileBuilder(ProfileOptions.Default with { OutputColumns = outputs });
            var number = builder.Column(column.Name);
            foreach (var value in column.Values)
            {
                if (value is not null)
                    builder.Cell(number, Encoding.UTF8.GetBytes(value), CellKind.Text);
                builder.EndRow();
            }

            return builder.Build();
        }).ToList();
        return new DatasetProfile { RowCount = parts.Count == 0 ? 0 : parts.Max(part => part.RowCount), Columns = [.. parts.SelectMany(part => part.Columns)] };
    }

    /// <summary>A column of numbers, the last of which are missing; made without writing them out, which would take most of the time.</summary>
    public static ColumnProfile Numbers(string name, double[] values, int missing)
    {
        var present = values.AsSpan(0, values.Length - missing).ToArray();
        NumberSort.Sort(present);
        var whole = present.LongCount(value => value == Math.Floor(value));
        return new ColumnProfile(name, ColumnRole.Input, 0, values.Length, new NumberSummary(SortedNumbers.From(present)), TextSummary.Empty)
        {
            IntegralCount = whole,
            FractionalCount = present.Length - whole,
        };
    }

    /// <summary>A column of texts told by how often each occurs.</summary>
    public static ColumnProfile Texts(string name, IReadOnlyList<string> texts, int[] counts, int rows)
    {
        var used = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).OrderBy(i => texts[i], StringComparer.Ordinal).ToArray();
        var bytes = used.SelectMany(i => Encoding.UTF8.GetBytes(texts[i])).ToArray();
        var ends = new int[used.Length];
        for (var i = 0; i < used.Length; i++)
            ends[i] = texts[used[i]].Length + (i == 0 ? 0 : ends[i - 1]);
        var all = counts.Sum();
        return new ColumnProfile(name, ColumnRole.Input, 0, rows, NumberSummary.Empty, new TextSummary(bytes, ends, [.. used.Select(i => (long)counts[i])], all, 0))
        {
            StringCount = all,
        };
    }

    /// <summary>Numbers as text.</summary>
    public static IEnumerable<string?> Text(IEnumerable<double> values) => values.Select(value => value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A value so many times.</summary>
    public static IEnumerable<string?> Times(string? value, int count) => Enumerable.Repeat(value, count);
}
