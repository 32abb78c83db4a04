namespace MlMonitor;

/// <summary>What a test for bias found of one metric between a group and all others.</summary>
public sealed record MlBiasFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The attribute that makes the group, such as <c>Sex</c>.</summary>
    public required string FacetName { get; init; }

    /// <summary>The value or the interval that makes the group; empty where not known.</summary>
    public string FacetValue { get; init; } = "";

    /// <summary>The metric, such as <c>DPPL</c> or <c>DI</c>.</summary>
    public required string MetricName { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Bias", EndpointName ?? "-", MetricName, FacetName, FacetValue);

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {FacetName} {MetricName}: {Reason}".TrimStart();
}
