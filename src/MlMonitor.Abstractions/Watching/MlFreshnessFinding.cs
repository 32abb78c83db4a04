namespace MlMonitor;

/// <summary>Whether something that should have happened has. Value and threshold are in hours.</summary>
public sealed record MlFreshnessFinding : MlFinding
{
    /// <summary>What should have happened.</summary>
    public required MlFreshnessCheck Check { get; init; }

    /// <summary>The pipeline; null where it is about an endpoint.</summary>
    public string? PipelineName { get; init; }

    /// <summary>The endpoint; null where it is about a pipeline.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The schedule of Model Monitor; null where it is about none.</summary>
    public string? MonitoringScheduleName { get; init; }

    /// <summary>When it last happened (UTC); null where it never did.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() =>
        Subject("Freshness", PipelineName ?? EndpointName ?? "", Check.ToString(), MonitoringScheduleName) with { Since = Last };

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Freshness",
        ("PipelineName", PipelineName, false),
        ("EndpointName", EndpointName, false),
        ("Check", Check.ToString(), false),
        ("MonitoringScheduleName", MonitoringScheduleName, false));

    /// <inheritdoc/>
    public override string ToString() => $"{PipelineName ?? EndpointName}: {Reason}";
}
