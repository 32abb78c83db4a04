namespace MlMonitor;

/// <summary>A bin of a distribution, and how much of the baseline and of the data at hand is in it.</summary>
public sealed record MlDriftBin
{
    /// <summary>What the bin holds.</summary>
    public required MlDriftBinKind Kind { get; init; }

    /// <summary>A name for it: <c>10 to 20</c>, <c>3</c>, a category, <c>below 0</c>, <c>above 99</c>, <c>unseen</c>, <c>other</c>, <c>missing</c>.</summary>
    public required string Label { get; init; }

    /// <summary>The lower edge; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper edge, the lower one again where the bin is one number; null where there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>The share of the baseline in this bin, 0 to 1.</summary>
    public required double BaselineShare { get; init; }

    /// <summary>The share of the data at hand in this bin, 0 to 1.</summary>
    public required double CurrentShare { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Label;
}
