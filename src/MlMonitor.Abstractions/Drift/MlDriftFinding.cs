namespace MlMonitor;

/// <summary>What a test of captured data found of one feature, or of one output of the model.</summary>
public sealed record MlDriftFinding : MlFinding
{
    /// <summary>The endpoint; null where files were read that name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The feature or output; empty where it is about all of them.</summary>
    public string FeatureName { get; init; } = "";

    /// <summary>On which side of the model it stands.</summary>
    public MlDriftRole Role { get; init; }

    /// <summary>What was looked for.</summary>
    public required MlDriftCheck Check { get; init; }

    /// <summary>How many values the baseline has; null where it was not counted.</summary>
    public long? BaselineCount { get; init; }

    /// <summary>How many values there are now; null where they were not counted.</summary>
    public long? CurrentCount { get; init; }

    /// <summary>
    /// The largest difference of the distribution functions, or of texts' shares, less what samples of these sizes may differ by without
    /// drift, 1.8 √(1/n + 1/m): the distance of Model Monitor. Null where no distributions were compared.
    /// </summary>
    public double? RobustValue { get; init; }

    /// <summary>What went where, or which texts are new, in words; empty where nothing was compared.</summary>
    public string Movement { get; init; } = "";

    /// <summary>The chance of so large a difference, or a larger one, without drift; null where nothing was tested.</summary>
    public double? PValue { get; init; }

    /// <summary>
    /// The same with all features in mind (Benjamini and Hochberg): a limit on it holds the share of false alarms among all alarms,
    /// however many features there are. Null where nothing was tested.
    /// </summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The bins of the baseline, and how much is in each; empty where there are none.</summary>
    public MlList<MlDriftBin> Bins { get; init; } = [];

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Drift", EndpointName ?? "-", Check.ToString(), FeatureName);

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Drift",
        ("EndpointName", EndpointName, false),
        ("Check", Check.ToString(), false),
        ("Role", Role.ToString(), false),
        ("FeatureName", FeatureName, true));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {FeatureName}: {Reason}".TrimStart();
}
