using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The two-sample Kolmogorov-Smirnov test: D = max over x of |F(x) − G(x)|, F and G the shares of values up to x. As
/// <c>scipy.stats.ks_2samp</c>, two-sided, method "auto". Smirnov, "On the estimation of the discrepancy between empirical curves of
/// distribution for two independent samples", Bulletin Mathématique de l'Université de Moscou 2 (1939).
/// </summary>
public static class KolmogorovSmirnov
{
    /// <summary>Up to so many values on the larger side the p-value is exact, as in scipy.</summary>
    public const long ExactUpTo = 10_000;

    /// <summary>Compares two distributions in one pass over their values. Ties are one step, however often a value occurred.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>The distance; null where a side is empty. Two constants are 0 apart if equal and 1 if not.</returns>
    // Called a few times for millions of numbers, which is too seldom for the runtime to see that it is worth compiling well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KolmogorovSmirnovResult? Compare(NumericDistribution baseline, NumericDistribution current)
    {
        if (baseline.Count == 0 || current.Count == 0)
            return null;
        double n = baseline.Count, m = current.Count;
        var a = baseline.Values.Span;
        var b = current.Values.Span;
        var (i, j, countA, countB) = (0, 0, 0L, 0L);
        var (above, below, aboveAt, belowAt) = (0.0, 0.0, a[0], a[0]);
        while (i < a.Length || j < b.Length)
        {
            // Over a run of values of one side the difference only rises, or only falls: the end of the run is enough to look at.
            if (Run(baseline, ref i, ref countA, j < b.Length ? b[j] : double.PositiveInfinity))
                Consider(a[i - 1]);
            if (i < a.Length && j < b.Length && a[i].Equals(b[j]))
            {
                countA += baseline.Counts.Span[i++];
                countB += current.Counts.Span[j++];
                Consider(a[i - 1]);
            }
            if (Run(current, ref j, ref countB, i < a.Length ? a[i] : double.PositiveInfinity))
                Consider(b[j - 1]);
        }
        return -below > above
            ? new KolmogorovSmirnovResult(-below / (n * m), -1, belowAt, baseline.Count, current.Count)
            : new KolmogorovSmirnovResult(above / (n * m), above > 0 ? 1 : 0, aboveAt, baseline.Count, current.Count);

        void Consider(double value)
        {
            // n m (F − G): whole numbers, which a double holds exactly up to 9e15, so that equal differences are found equal.
            var difference = (countA * m) - (countB * n);
            if (difference > above)
                (above, aboveAt) = (difference, value);
            else if (difference < below)
                (below, belowAt) = (difference, value);
        }
    }

    // Goes on to the first value that is not below the limit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Run(NumericDistribution numbers, ref int at, ref long count, double limit)
    {
        var values = numbers.Values.Span;
        var counts = numbers.Counts.Span;
        var (k, sum) = (at, count);
        while ((uint)k < (uint)values.Length && (uint)k < (uint)counts.Length && values[k] < limit)
            sum += counts[k++];
        var hasMoved = k > at;
        (at, count) = (k, sum);
        return hasMoved;
    }

    /// <summary>
    /// The chance that samples of one continuous distribution are D or more apart. Where the larger sample has at most
    /// <see cref="ExactUpTo"/> values it is exact, by counting paths; above, it is that of the one-sample statistic for
    /// n m / (n + m) values, rounded half to even, which is scipy's rule too. Where scipy falls back on the latter because rounding
    /// made its exact value exceed 1 (equal sizes, D = 1 / n), this stays 1. It is conservative where values are tied.
    /// </summary>
    /// <param name="statistic">D, 0 to 1.</param>
    /// <param name="baselineCount">How many values the baseline has, 1 or more.</param>
    /// <param name="currentCount">How many current values there are, 1 or more.</param>
    /// <returns>The p-value, 0 to 1.</returns>
    public static double PValue(double statistic, long baselineCount, long currentCount)
    {
        if (Math.Max(baselineCount, currentCount) <= ExactUpTo)
            return ExactKolmogorovSmirnov.PValue(statistic, (int)baselineCount, (int)currentCount);
        double n = Math.Max(baselineCount, currentCount), m = Math.Min(baselineCount, currentCount);
        return KolmogorovDistribution.Survival((long)Math.Round(n * m / (n + m)), statistic);
    }
}
