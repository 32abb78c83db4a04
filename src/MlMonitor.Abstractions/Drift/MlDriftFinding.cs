namespace MlMonitor;

/// <summary>What a test of captured data found of one feature, or of one output of the model.</summary>
public sealed record MlDriftFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The feature or output; empty where it is about all of them.</summary>
    public string FeatureName { get; init; } = "";

    /// <summary>What was looked for.</summary>
    public required MlDriftCheck Check { get; init; }

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Drift", EndpointName ?? "-", Check.ToString(), FeatureName);

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {FeatureName}: {Reason}".TrimStart();
}
