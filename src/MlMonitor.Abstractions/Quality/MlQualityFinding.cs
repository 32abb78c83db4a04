namespace MlMonitor;

/// <summary>What a test of a model's answers against the truth found of one metric.</summary>
public sealed record MlQualityFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The metric, such as <c>recall</c> or <c>rmse</c>.</summary>
    public required string MetricName { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Quality", EndpointName ?? "-", MetricName);

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {MetricName}: {Reason}".TrimStart();
}
