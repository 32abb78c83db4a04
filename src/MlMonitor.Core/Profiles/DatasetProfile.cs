namespace MlMonitor.Core.Profiles;

/// <summary>What a data set looks like, column by column. Immutable; merges with others of the same columns, or of other ones.</summary>
public sealed record DatasetProfile
{
    /// <summary>The endpoint the rows went through; null where they did not, or through several.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The variant that answered; null where it is not known, or several did.</summary>
    public string? VariantName { get; init; }

    /// <summary>The model that answered, or that was trained on the rows; null where it is not known, or several did.</summary>
    public string? ModelName { get; init; }

    /// <summary>The time the rows are of; null where it is not known.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>Where the rows were read: files, folders, <c>s3://</c> addresses; each once, in the order of their letters.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Where the rows were read, in short.</summary>
    public string Source => Sources.Count switch
    {
        0 => "",
        1 => Sources[0],
        _ => $"{Sources[0]} and {Sources.Count - 1} more",
    };

    /// <summary>How many rows there were.</summary>
    public long RowCount { get; init; }

    /// <summary>How many records could not be read.</summary>
    public long BadRecordCount { get; init; }

    /// <summary>The columns, in the order of the data.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>Whether nothing was left out for want of memory.</summary>
    public bool IsExact => Columns.All(column => column.IsExact);

    /// <summary>Merges profiles within the default limit of memory.</summary>
    /// <param name="profiles">The profiles: hours of a day, shards of a whole. Taken one at a time.</param>
    /// <returns>The profile of all rows.</returns>
    public static DatasetProfile Merge(IEnumerable<DatasetProfile> profiles) => Merge(profiles, ProfileOptions.Default);

    /// <summary>
    /// Merges profiles. While all are exact and the whole fits the limit, the result is exact and the same to the bit in
    /// whatever order and grouping; beyond, moments and counts still are, and the distributions stay within their bounds.
    /// </summary>
    /// <param name="profiles">The profiles: hours of a day, shards of a whole. Taken one at a time.</param>
    /// <param name="options">The limit of memory and the sizes of the summaries.</param>
    /// <returns>The profile of all rows.</returns>
    public static DatasetProfile Merge(IEnumerable<DatasetProfile> profiles, ProfileOptions options)
    {
        DatasetProfile? merged = null;
        foreach (var profile in profiles)
            merged = merged is null ? profile : ProfileMerge.Merge(merged, profile, options);
        return merged is null ? new DatasetProfile { Columns = [] } : ProfileMerge.KeepWithinLimit(merged, options);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{RowCount} rows, {Columns.Count} columns";
}
