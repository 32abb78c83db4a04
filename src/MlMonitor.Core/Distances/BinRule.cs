namespace MlMonitor.Core.Distances;

/// <summary>How numbers are put into bins. The edges come from the baseline alone, so that they stay while data come and go.</summary>
public enum BinRule
{
    /// <summary><see cref="EachValue"/> up to <see cref="NumericBinning.DiscreteUpTo"/> distinct values in the baseline, else <see cref="Quantiles"/>.</summary>
    Auto,

    /// <summary>
    /// Bins that hold equally much of the baseline, closed above: (a, b]. Edges are quantiles of type 7. A value that takes up more than
    /// a whole bin has one of its own, so that what is zero for the most part is not all in one bin.
    /// </summary>
    Quantiles,

    /// <summary>Bins of one width from the minimum to the maximum, closed below, the last at both ends: the buckets of Model Monitor and numpy.</summary>
    EqualWidth,

    /// <summary>A bin for each distinct value of the baseline.</summary>
    EachValue,
}
