namespace MlMonitor.Core.Datasets;

/// <summary>How a data set is written.</summary>
public enum DatasetFormat
{
    /// <summary>Values separated by commas (RFC 4180), with a header or without.</summary>
    Csv,

    /// <summary>One object of JSON a line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
