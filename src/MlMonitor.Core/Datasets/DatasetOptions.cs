namespace MlMonitor.Core.Datasets;

/// <summary>How a data set is read.</summary>
public sealed record DatasetOptions
{
    /// <summary>Reads what is there.</summary>
    public static DatasetOptions Default { get; } = new();

    /// <summary>
    /// The names of the columns of CSV, in order, for files without a header; empty where the first row has them. A first row
    /// that says just this is a header all the same.
    /// </summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>How the data set is written; null to tell by what it begins with.</summary>
    public DatasetFormat? Format { get; init; }

    /// <summary>
    /// How many bytes one row may take. A longer one is damage: a quotation mark that is never closed would otherwise take the
    /// rest of the file.
    /// </summary>
    public int MaxRowBytes { get; init; } = 16 << 20;
}
