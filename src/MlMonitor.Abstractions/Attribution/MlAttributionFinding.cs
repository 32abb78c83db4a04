namespace MlMonitor;

/// <summary>What a test of how much each feature counts found, for one label.</summary>
public sealed record MlAttributionFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The label; empty where there is one only.</summary>
    public string LabelName { get; init; } = "";

    /// <summary>The metric, such as <c>NDCG</c>.</summary>
    public required string MetricName { get; init; }

    /// <summary>How many explained predictions the value is of; null where not known.</summary>
    public long? Count { get; init; }

    /// <summary>How each feature's place and share moved, in the order of the baseline; empty where not known.</summary>
    public MlList<MlAttributionShift> Shifts { get; init; } = [];

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Attribution", EndpointName ?? "-", MetricName, LabelName);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Attribution",
        ("EndpointName", EndpointName, false),
        ("MetricName", MetricName, false),
        ("LabelName", LabelName, true));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {MetricName}: {Reason}".TrimStart();
}
