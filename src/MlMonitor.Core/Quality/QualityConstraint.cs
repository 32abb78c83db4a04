namespace MlMonitor.Core.Quality;

/// <summary>A limit on a metric. Immutable.</summary>
/// <param name="MetricName">The metric.</param>
/// <param name="Threshold">The limit.</param>
/// <param name="IsUpperLimit">Whether the metric may not be above it, which Model Monitor calls <c>GreaterThanThreshold</c>; else it may not be below.</param>
public sealed record QualityConstraint(string MetricName, double Threshold, bool IsUpperLimit)
{
    /// <summary>The limits that Model Monitor suggests for a run that was good: its own values.</summary>
    /// <param name="result">The run.</param>
    /// <returns>A limit for each metric of which more or less is better; none for those of the best constant answer.</returns>
    public static IReadOnlyList<QualityConstraint> Suggest(QualityResult result) =>
    [
        .. result.Metrics
            .Where(metric => metric.Value is { } value && double.IsFinite(value))
            .Select(metric => (metric.Name, Value: metric.Value!.Value, Better: QualityMetrics.IsHigherBetter(metric.Name)))
            .Where(metric => metric.Better is not null)
            .Select(metric => new QualityConstraint(metric.Name, metric.Value, !metric.Better!.Value)),
    ];

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{MetricName} {(IsUpperLimit ? "≤" : "≥")} {Threshold:0.####}");
}
