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

    /// <summary>What the metric says, in words; empty where not known.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>What it was looked for in; null where not known.</summary>
    public MlBiasStage? Stage { get; init; }

    /// <summary>The value where both sides are treated alike; null where not known.</summary>
    public double? Parity { get; init; }

    /// <summary>The lower end of where the value may truly be; null where not known.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper end of where the value may truly be; null where not known.</summary>
    public double? Upper { get; init; }

    /// <summary>How sure the interval is, 0 to 1; null where there is none.</summary>
    public double? Confidence { get; init; }

    /// <summary>The value of the baseline; null where there is none.</summary>
    public double? BaselineValue { get; init; }

    /// <summary>How many rows are of the group; null where not known.</summary>
    public long? FacetCount { get; init; }

    /// <summary>How many rows are of all others; null where not known.</summary>
    public long? OtherCount { get; init; }

    /// <summary>How many predictions have a label, how late labels come, and which found no prediction; null where no labels were asked for.</summary>
    public MlLabelCoverage? Labels { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Bias", EndpointName ?? "-", MetricName, FacetName, FacetValue);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Bias",
        ("EndpointName", EndpointName, false),
        ("MetricName", MetricName, false),
        ("FacetName", FacetName, false),
        ("FacetValue", FacetValue, true));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {FacetName} {MetricName}: {Reason}".TrimStart();
}
