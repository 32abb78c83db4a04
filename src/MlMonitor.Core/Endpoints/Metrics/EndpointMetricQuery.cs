using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>Which metrics of endpoints to read.</summary>
public sealed record EndpointMetricQuery
{
    /// <summary>Chooses among the metrics an endpoint of its kind has, by name.</summary>
    public Func<string, bool> Matches { get; init; } = _ => true;

    /// <summary>The statistics of metrics as CloudWatch has them; empty for those that tell something of each.</summary>
    public IReadOnlyList<string> Statistics { get; init; } = [];

    /// <summary>Seconds between two points; null for as few as CloudWatch still keeps and as are of use.</summary>
    public int? Period { get; init; }

    /// <summary>The window.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>How long after its end a period is taken for complete.</summary>
    public TimeSpan Settling { get; init; } = SettledWindow.UsualSettling;

    /// <summary>Whether what a series lacks is reported as a problem too, for readers that see points and not the series' note.</summary>
    public bool ReportsGaps { get; init; }

    /// <summary>The names of all metrics that endpoints of any kind have.</summary>
    public static IReadOnlyList<string> Names => EndpointMetrics.Names;

    internal IEnumerable<string> StatisticsOf(EndpointMetric metric) => !Matches(metric.Name) ? []
        : metric.Form == MetricForm.Plain && Statistics.Count > 0 ? Statistics
        : metric.Statistics;
}
