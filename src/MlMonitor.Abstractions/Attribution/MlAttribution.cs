namespace MlMonitor;

/// <summary>How much a feature moved one prediction.</summary>
public sealed record MlAttribution
{
    /// <summary>The feature.</summary>
    public required string FeatureName { get; init; }

    /// <summary>By how much its value moved the prediction from what is expected without it, in the unit of the prediction.</summary>
    public required double Value { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FeatureName} {Value:+0.####;-0.####;0}");
}
