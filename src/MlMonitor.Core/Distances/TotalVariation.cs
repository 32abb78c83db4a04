namespace MlMonitor.Core.Distances;

/// <summary>
/// The total variation distance: ½ Σ |p − q|, the share of values that would have to be in another bin. Levin, Peres and Wilmer,
/// "Markov Chains and Mixing Times", 2009, proposition 4.2.
/// </summary>
public static class TotalVariation
{
    /// <summary>The distance.</summary>
    /// <param name="baseline">The shares p of the baseline, or counts.</param>
    /// <param name="current">The current ones q, bin by bin.</param>
    /// <returns>0 to 1; null where a side adds up to nothing.</returns>
    public static double? Distance(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current) =>
        Shares.Sum(baseline, current, (p, q) => Math.Abs(p - q)) is { } sum ? Math.Min(1, sum / 2) : null;
}
