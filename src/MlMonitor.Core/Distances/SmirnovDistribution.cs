namespace MlMonitor.Core.Distances;

/// <summary>
/// The distribution of the one-sided one-sample statistic D⁺ of n values:
/// P(D⁺ ≥ d) = d Σ over j ≤ n (1 − d) of C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j). Birnbaum and Tingey, "One-Sided Confidence
/// Contours for Probability Distribution Functions", Annals of Mathematical Statistics 22 (1951), 592–596.
/// <c>scipy.special.smirnov</c> sums the same up to n = 1,000,000; above, scipy has exp(−(6nd + 1)² / 18n), which is 1e-8 to 1e-4 off,
/// where this goes on with the sum.
/// </summary>
internal static class SmirnovDistribution
{
    // Above this many terms every so-maniest one is taken. They lie on a smooth curve that is flat at both ends to all orders, so that
    // the rule of equal steps converges faster than any power of the step.
    private const int Terms = 8192;

    /// <summary>P(D⁺ ≥ d).</summary>
    /// <param name="n">How many values, 1 or more.</param>
    /// <param name="d">The distance, above 0 and below 1.</param>
    /// <returns>The chance, 0 to 1.</returns>
    public static double Survival(long n, double d)
    {
        var last = (long)Math.Floor(n * (1 - d));
        // The last term is 0⁰ or 0 where n d is whole; a rounding error must not take it for a number below 0.
        if (last > 0 && 1 - d - ((double)last / n) <= 0)
            last--;
        var step = Math.Max(1, n / Terms);
        var sum = Math.Exp(n * (Stirling.LogOnePlusLess(-d) - d));
        if (step > 1)
            sum = 0;
        for (var j = step; j <= last; j += step)
            sum += Term(n, j, d);
        return sum * (step > 1 ? step : 1);
    }

    // The binomial chance of j out of n at p = j/n, by Stirling, times (1 + d/p)^j (1 − d/(1−p))^(n−j) d / (p + d). The two powers are
    // exp(±n d) times small corrections: only those are computed. Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
    private static double Term(long n, long j, double d)
    {
        double p = (double)j / n, rest = n - j, q = rest / n;
        if (rest == 0)
            return 0;
        var exponent = (j * Stirling.LogOnePlusLess(d / p)) + (rest * Stirling.LogOnePlusLess(-d / q))
            + Stirling.Remainder(n) - Stirling.Remainder(j) - Stirling.Remainder(rest);
        return d / (p + d) * Math.Exp(exponent) / Math.Sqrt(2 * Math.PI * j * q);
    }
}
