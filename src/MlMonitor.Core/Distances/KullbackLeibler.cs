namespace MlMonitor.Core.Distances;

/// <summary>
/// The Kullback-Leibler divergence of the baseline from the current shares: Σ p ln(p / q), in nats. As <c>scipy.stats.entropy(p, q)</c>.
/// Kullback and Leibler, "On Information and Sufficiency", Annals of Mathematical Statistics 22 (1951), 79–86.
/// </summary>
public static class KullbackLeibler
{
    /// <summary>The divergence.</summary>
    /// <param name="baseline">The shares p of the baseline, or counts.</param>
    /// <param name="current">The current ones q, bin by bin.</param>
    /// <returns>0 or more, infinity where a bin of the baseline is empty now; null where a side adds up to nothing.</returns>
    public static double? Divergence(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current) =>
        Shares.Sum(baseline, current, Shares.RelativeEntropy) is { } sum ? Math.Max(0, sum) : null;
}
