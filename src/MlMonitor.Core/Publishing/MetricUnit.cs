namespace MlMonitor.Core.Publishing;

/// <summary>What becomes of a unit of ours elsewhere. CloudWatch knows no hours, and Prometheus wants base units in names.</summary>
/// <param name="CloudWatch">The unit's name in CloudWatch.</param>
/// <param name="CloudWatchFactor">What a number is multiplied by for it.</param>
/// <param name="Suffix">What the name of a family ends with; empty for nothing.</param>
/// <param name="PrometheusFactor">What a number is multiplied by for it.</param>
/// <param name="PrometheusDivisor">What it is divided by: 57 % are 0.57, and 57 × 0.01 is a little more.</param>
internal sealed record MetricUnit(string CloudWatch, double CloudWatchFactor, string Suffix, double PrometheusFactor = 1, double PrometheusDivisor = 1)
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    // CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, "Unit".
    // Prometheus: https://prometheus.io/docs/practices/naming/#base-units.
    private static readonly Dictionary<string, MetricUnit> Known = new(StringComparer.Ordinal)
    {
        [""] = new("None", 1, ""),
        ["count"] = new("Count", 1, ""),
        ["%"] = new("Percent", 1, "_ratio", PrometheusDivisor: 100),
        // Differences of percentages.
        ["points"] = new("Percent", 1, "_ratio", PrometheusDivisor: 100),
        ["us"] = new("Microseconds", 1, "_seconds", PrometheusDivisor: 1_000_000),
        ["ms"] = new("Milliseconds", 1, "_seconds", PrometheusDivisor: 1000),
        ["s"] = new("Seconds", 1, "_seconds"),
        ["h"] = new("Seconds", Hour, "_seconds", Hour),
        ["days"] = new("Seconds", Day, "_seconds", Day),
        ["1/s"] = new("Count/Second", 1, "_per_second"),
        ["columns"] = new("Count", 1, "_columns"),
        ["trials"] = new("Count", 1, "_trials"),
    };

    /// <summary>What becomes of a unit; one that is not known has none in CloudWatch, and its own name in Prometheus.</summary>
    /// <param name="unit">The unit, such as <c>ms</c>.</param>
    public static MetricUnit Of(string unit) =>
        Known.TryGetValue(unit, out var known) ? known : new("None", 1, PrometheusName.Snake(unit) is { Length: > 0 } name ? $"_{name}" : "");

    /// <summary>The number in CloudWatch's unit.</summary>
    /// <param name="value">The number.</param>
    public double ForCloudWatch(double value) => value * CloudWatchFactor;

    /// <summary>The number in the base unit.</summary>
    /// <param name="value">The number.</param>
    public double ForPrometheus(double value) => value * PrometheusFactor / PrometheusDivisor;
}
