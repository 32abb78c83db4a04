namespace MlMonitor.Core.Publishing;

/// <summary>
/// What CloudWatch takes in one call of PutMetricData:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html.
/// </summary>
internal static class MetricLimits
{
    /// <summary>How many metrics a call may have.</summary>
    public const int Data = 1000;

    /// <summary>How many different values a metric may have in a call.</summary>
    public const int Values = 150;

    /// <summary>How large a call may be, in bytes; the smaller reading of 1 MB.</summary>
    public const int Bytes = 1_000_000;

    /// <summary>How long the name of a metric, of a dimension, or of a namespace may be.</summary>
    public const int NameLength = 255;

    /// <summary>How long the value of a dimension may be: API_Dimension.html.</summary>
    public const int DimensionValueLength = 1024;

    /// <summary>The largest number, 2^360.</summary>
    public static readonly double Largest = Math.ScaleB(1, 360);

    /// <summary>The smallest number beside 0, 2^-360: earlier texts of the page name it. What is smaller is 0 for any chart.</summary>
    public static readonly double Smallest = Math.ScaleB(1, -360);

    /// <summary>How old a point may be: two weeks, less what a call with all its retries may take.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(14) - TimeSpan.FromMinutes(5);

    /// <summary>How far ahead a point may be.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(2);
}
