namespace MlMonitor;

/// <summary>Something that a watch could not check. It is a finding, because nobody knows how the thing is.</summary>
public sealed record MlUncheckedFinding : MlFinding
{
    /// <summary>The watch.</summary>
    public required string Watch { get; init; }

    /// <summary>What could not be checked: an endpoint, a bucket, a region.</summary>
    public required string Target { get; init; }

    /// <summary>The id of the error that kept it from being checked.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What to do about it.</summary>
    public string RecommendedAction { get; init; } = "";

    /// <inheritdoc/>
    public override MlAlertSubject ToAlertSubject() => Subject("Watch", Target, Watch, ErrorId) with { Status = $"Could not check: {ErrorId}" };

    /// <inheritdoc/>
    public override MlMeasurement ToMeasurement() => Measured(
        "Watch",
        ("Watch", Watch, false),
        ("ErrorId", ErrorId, false),
        ("Target", Target, true));

    /// <inheritdoc/>
    public override string ToString() => $"{Watch}: {Reason}";
}
