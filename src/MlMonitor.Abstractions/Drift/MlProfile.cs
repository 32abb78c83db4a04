namespace MlMonitor;

/// <summary>What a data set looks like, column by column.</summary>
public sealed record MlProfile
{
    /// <summary>Where the rows were read.</summary>
    public required string Source { get; init; }

    /// <summary>The file or folder it was written to; null where it was not.</summary>
    public string? Path { get; init; }

    /// <summary>The endpoint the rows went through; null where they did not.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The variant that answered; null where it is not known.</summary>
    public string? VariantName { get; init; }

    /// <summary>The model that answered, or that was trained on the rows; null where it is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>The time the rows are of; null where it is not known.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>How many rows there were.</summary>
    public long RowCount { get; init; }

    /// <summary>How many records could not be read.</summary>
    public long BadRecordCount { get; init; }

    /// <summary>Whether nothing was left out for want of memory.</summary>
    public bool IsExact { get; init; }

    /// <summary>The columns, in the order of the data.</summary>
    public MlList<MlProfileColumn> Columns { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {RowCount} rows, {Columns.Count} columns";
}
