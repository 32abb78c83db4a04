namespace MlMonitor;

/// <summary>What a test of a training or tuning job found.</summary>
public sealed record MlTrainingFinding : MlFinding
{
    /// <summary>The job.</summary>
    public required string JobName { get; init; }

    /// <summary>What was looked for.</summary>
    public required MlTrainingCheck Check { get; init; }

    /// <summary>The metric it was found in; null where it was in none.</summary>
    public string? MetricName { get; init; }

    /// <summary>How many points were looked at.</summary>
    public int PointCount { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Training", JobName, Check.ToString(), MetricName);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Training",
        ("Check", Check.ToString(), false),
        ("JobName", JobName, true),
        ("MetricName", MetricName, true));

    /// <inheritdoc/>
    public override string ToString() => $"{JobName}: {Reason}";
}
