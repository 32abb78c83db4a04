namespace MlMonitor.Core.Resampling;

/// <summary>How intervals are found by drawing the data anew.</summary>
public sealed record ResamplingOptions
{
    /// <summary>What is usual.</summary>
    public static ResamplingOptions Usual { get; } = new();

    /// <summary>How often the data is drawn anew. A thousand leaves five draws beyond each end of an interval of 99 %.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>How sure an interval is, 0 to 1: over many windows, this share of them holds the true value.</summary>
    public double Confidence { get; init; } = 0.99;

    /// <summary>Where the draws start: the same seed and the same data give the same interval.</summary>
    public int Seed { get; init; } = 20261127;
}
