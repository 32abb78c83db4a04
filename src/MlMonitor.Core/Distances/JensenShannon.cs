namespace MlMonitor.Core.Distances;

/// <summary>
/// The Jensen-Shannon divergence, ½ KL(p ‖ m) + ½ KL(q ‖ m) with m = (p + q) / 2, and the distance, its square root. Needs no rule for
/// empty bins. As <c>scipy.spatial.distance.jensenshannon</c>. Endres and Schindelin, "A new metric for probability distributions",
/// IEEE Transactions on Information Theory 49 (2003), 1858–1860.
/// </summary>
public static class JensenShannon
{
    /// <summary>The divergence.</summary>
    /// <param name="baseline">The shares p of the baseline, or counts.</param>
    /// <param name="current">The current ones q, bin by bin.</param>
    /// <param name="logBase">The base of the logarithm: e, the default, or 2, with which the largest divergence is 1 (else ln 2).</param>
    /// <returns>0 or more; null where a side adds up to nothing.</returns>
    public static double? Divergence(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current, double logBase = Math.E) =>
        Shares.Sum(baseline, current, Term) is { } sum ? Math.Max(0, sum) / 2 / Math.Log(logBase) : null;

    /// <summary>The distance: the square root of the divergence.</summary>
    /// <param name="baseline">The shares p of the baseline, or counts.</param>
    /// <param name="current">The current ones q, bin by bin.</param>
    /// <param name="logBase">The base of the logarithm: e, the default, or 2, with which the largest distance is 1 (else √ln 2).</param>
    /// <returns>0 or more; null where a side adds up to nothing.</returns>
    public static double? Distance(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current, double logBase = Math.E) =>
        Divergence(baseline, current, logBase) is { } divergence ? Math.Sqrt(divergence) : null;

    private static double Term(double p, double q) =>
        Shares.RelativeEntropy(p, (p + q) / 2) + Shares.RelativeEntropy(q, (p + q) / 2);
}
