namespace MlMonitor.Core.Distances;

/// <summary>
/// The population stability index: Σ (q − p) ln(q / p) over the bins, p the shares of the baseline and q the current ones. It is
/// Jeffreys' divergence; usual limits are 0.1 (look) and 0.2 or 0.25 (act). It changes with the binning, so bins belong to the result.
/// Siddiqi, "Credit Risk Scorecards", 2006; Yurdakul and Naranjo, "Statistical properties of the population stability index",
/// Journal of Risk Model Validation 14 (2020).
/// </summary>
public static class PopulationStabilityIndex
{
    /// <summary>What a share counts for at least, unless told otherwise.</summary>
    public const double Epsilon = 1e-4;

    /// <summary>The index.</summary>
    /// <param name="baseline">The shares of the baseline, or counts.</param>
    /// <param name="current">The current ones, bin by bin.</param>
    /// <param name="epsilon">
    /// A smaller share is taken for this, so that an empty bin gives a number; a floor, so that one row in a million does not count
    /// for more than none. Nothing is scaled after. Null for no such rule: then a bin empty on one side makes the index infinite.
    /// </param>
    /// <returns>0 or more; null where a side adds up to nothing. A bin empty on both sides adds 0.</returns>
    public static double? Of(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current, double? epsilon = Epsilon) =>
        Shares.Sum(baseline, current, (p, q) => Contribution(Math.Max(p, epsilon ?? 0), Math.Max(q, epsilon ?? 0)));

    private static double Contribution(double p, double q) =>
        p.Equals(q) ? 0 : p == 0 || q == 0 ? double.PositiveInfinity : (q - p) * Math.Log(q / p);
}
