namespace MlMonitor;

/// <summary>A model placed on the instances of an endpoint.</summary>
public sealed record MlInferenceComponent
{
    /// <summary>The component.</summary>
    public required string InferenceComponentName { get; init; }

    /// <summary>The variant it is placed on.</summary>
    public string? VariantName { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Why it failed; empty where it did not or where only the list was read.</summary>
    public string FailureReason { get; init; } = "";

    /// <summary>How many copies there are; null where only the list was read.</summary>
    public int? CurrentCopyCount { get; init; }

    /// <summary>How many there are to be; null where only the list was read.</summary>
    public int? DesiredCopyCount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{InferenceComponentName}: {Status}";
}
