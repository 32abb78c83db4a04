namespace MlMonitor;

/// <summary>How much a feature counts, in the baseline and now.</summary>
public sealed record MlAttributionShift
{
    /// <summary>The feature.</summary>
    public required string FeatureName { get; init; }

    /// <summary>Its place in the baseline, 1 for the one that counts most; features that count the same share the mean place.</summary>
    public required double BaselineRank { get; init; }

    /// <summary>Its place now.</summary>
    public required double CurrentRank { get; init; }

    /// <summary>Its share of all attributions of the baseline, 0 to 1.</summary>
    public required double BaselineShare { get; init; }

    /// <summary>Its share of all attributions now, 0 to 1.</summary>
    public required double CurrentShare { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FeatureName} {BaselineRank:0.#} to {CurrentRank:0.#}";
}
