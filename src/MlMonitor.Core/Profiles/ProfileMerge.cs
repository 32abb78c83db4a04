namespace MlMonitor.Core.Profiles;

/// <summary>Makes one profile of two.</summary>
internal static class ProfileMerge
{
    /// <summary>Merges two profiles.</summary>
    /// <param name="first">A profile.</param>
    /// <param name="second">Another.</param>
    /// <param name="options">The limit of memory and the sizes of the summaries.</param>
    /// <returns>The profile of the rows of both.</returns>
    public static DatasetProfile Merge(DatasetProfile first, DatasetProfile second, ProfileOptions options)
    {
        var rows = first.RowCount + second.RowCount;
        var others = second.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var columns = new List<ColumnProfile>();
        foreach (var column in first.Columns)
        {
            columns.Add(others.Remove(column.Name, out var other)
                ? Merge(column, other, rows, options)
                : column.With(rows, column.NumberSummary, column.TextSummary));
        }

        columns.AddRange(others.Values.Select(column => column.With(rows, column.NumberSummary, column.TextSummary)));
        return KeepWithinLimit(
            new DatasetProfile
            {
                EndpointName = Same(first.EndpointName, second.EndpointName),
                VariantName = Same(first.VariantName, second.VariantName),
                ModelName = Same(first.ModelName, second.ModelName),
                Window = Union(first.Window, second.Window),
                Sources = [.. first.Sources.Concat(second.Sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                RowCount = rows,
                BadRecordCount = first.BadRecordCount + second.BadRecordCount,
                // Neither profile's order wins, so that it does not matter which comes first.
                Columns = [.. columns.OrderBy(column => column.Position).ThenBy(column => column.Name, StringComparer.Ordinal)],
            },
            options);
    }

    /// <summary>Summarises the largest columns until a profile fits the limit.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="options">The limit of memory and the sizes of the summaries.</param>
    /// <returns>The profile; the one given where it fits.</returns>
    public static DatasetProfile KeepWithinLimit(DatasetProfile profile, ProfileOptions options)
    {
        var bytes = profile.Columns.Sum(column => column.Bytes);
        if (bytes <= options.MemoryLimit)
            return profile;
        var columns = profile.Columns.ToArray();
        foreach (var index in Enumerable.Range(0, columns.Length).OrderByDescending(i => columns[i].Bytes).ThenBy(i => i))
        {
            var column = columns[index];
            columns[index] = column.With(column.Count, column.NumberSummary.Shrink(options), column.TextSummary.Shrink(options.HeavyHitters));
            bytes += columns[index].Bytes - column.Bytes;
            if (bytes <= options.MemoryLimit)
                break;
        }

        return profile with { Columns = columns };
    }

    private static ColumnProfile Merge(ColumnProfile first, ColumnProfile second, long rows, ProfileOptions options) => new(
        first.Name,
        first.Role == ColumnRole.Output ? first.Role : second.Role,
        Math.Min(first.Position, second.Position),
        rows,
        NumberSummary.Merge(first.NumberSummary, second.NumberSummary),
        TextSummary.Merge(first.TextSummary, second.TextSummary, options.HeavyHitters))
    {
        IntegralCount = first.IntegralCount + second.IntegralCount,
        FractionalCount = first.FractionalCount + second.FractionalCount,
        StringCount = first.StringCount + second.StringCount,
        BooleanCount = first.BooleanCount + second.BooleanCount,
        NotFiniteCount = first.NotFiniteCount + second.NotFiniteCount,
    };

    private static string? Same(string? first, string? second) => first == second ? first : null;

    private static MlWindow? Union(MlWindow? first, MlWindow? second)
    {
        if (first is null || second is null)
            return first ?? second;
        return new MlWindow(
            first.After < second.After ? first.After : second.After,
            first.Before > second.Before ? first.Before : second.Before);
    }
}
