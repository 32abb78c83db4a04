namespace MlMonitor;

/// <summary>What a test of an endpoint's health found.</summary>
public sealed record MlEndpointFinding : MlFinding
{
    /// <summary>The endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The variant; null where it is about the whole endpoint.</summary>
    public string? VariantName { get; init; }

    /// <summary>What was looked for.</summary>
    public required MlEndpointCheck Check { get; init; }

    /// <summary>The metric it was found in; null where it was in none.</summary>
    public string? MetricName { get; init; }

    /// <summary>The inference component or the alarm it is about; null where it is about neither.</summary>
    public string? PartName { get; init; }

    /// <summary>How many points were looked at.</summary>
    public int PointCount { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Endpoint", EndpointName, Check.ToString(), VariantName, MetricName, PartName);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Endpoint",
        ("EndpointName", EndpointName, false),
        ("Check", Check.ToString(), false),
        ("VariantName", VariantName, false),
        ("MetricName", MetricName, false),
        ("PartName", PartName, true));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName}: {Reason}";
}
