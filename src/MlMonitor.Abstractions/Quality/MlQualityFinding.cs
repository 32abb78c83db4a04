namespace MlMonitor;

/// <summary>What a test of a model's answers against the truth found of one metric.</summary>
public sealed record MlQualityFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The metric, such as <c>recall</c> or <c>rmse</c>.</summary>
    public required string MetricName { get; init; }

    /// <summary>The kind of model; null where not known.</summary>
    public MlProblemType? ProblemType { get; init; }

    /// <summary>The lower end of where the value may truly be; null where not known.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper end of where the value may truly be; null where not known.</summary>
    public double? Upper { get; init; }

    /// <summary>How sure the interval is, 0 to 1; null where there is none.</summary>
    public double? Confidence { get; init; }

    /// <summary>The value of the baseline; null where there is none.</summary>
    public double? BaselineValue { get; init; }

    /// <summary>Of how many labelled predictions the value is; null where not known.</summary>
    public long? Count { get; init; }

    /// <summary>Of how many the baseline is; null where not known.</summary>
    public long? BaselineCount { get; init; }

    /// <summary>Which share of the predictions has a label, 0 to 1; null where not known.</summary>
    public double? LabelCoverage { get; init; }

    /// <summary>Whether the value was estimated from the scores alone, for want of labels.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>How many predictions have a label, how late labels come, and which found no prediction; null where no labels were asked for.</summary>
    public MlLabelCoverage? Labels { get; init; }

    /// <summary>The value hour by hour or day by day, in order; empty where that was not asked for.</summary>
    public MlList<MlQualityPoint> Series { get; init; } = [];

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Quality", EndpointName ?? "-", MetricName);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Quality",
        ("EndpointName", EndpointName, false),
        ("MetricName", MetricName, false));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {MetricName}: {Reason}".TrimStart();
}
