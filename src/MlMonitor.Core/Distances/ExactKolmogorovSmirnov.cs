using System.Buffers;
using System.Numerics;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The exact distribution of the two-sample Kolmogorov-Smirnov statistic. Two samples, merged, are a path on the lattice from (0, 0)
/// to (n, m), and all paths are equally likely if there is no drift; D is d or more for those that reach |x / n − y / m| ≥ d.
/// Hodges, "The Significance Probability of the Smirnov Two-Sample Test", Arkiv för Matematik 3 (1958), 469–486.
/// </summary>
internal static class ExactKolmogorovSmirnov
{
    /// <summary>The share of paths that are d or more apart somewhere.</summary>
    /// <param name="statistic">d, 0 to 1; taken as the next multiple of 1 / lcm(n, m), which it can only be.</param>
    /// <param name="n">The size of one sample, 1 to 10,000.</param>
    /// <param name="m">The size of the other.</param>
    /// <returns>The p-value, 0 to 1.</returns>
    public static double PValue(double statistic, int n, int m)
    {
        if (m > n)
            (n, m) = (m, n);
        var divisor = (int)BigInteger.GreatestCommonDivisor(n, m);
        var steps = (long)Math.Round(statistic * n / divisor * m);
        if (steps == 0)
            return 1;
        // P(D ≥ d) ≤ 2.16863 exp(−2 d² n m / (n + m)): Wei and Dudley, Statistics & Probability Letters 82 (2012). Below 1e-323 there
        // is no double left, and the widest bands need not be walked.
        if (2 * statistic * statistic * n * m / ((double)n + m) > 760)
            return 0;
        return Math.Clamp(n == m ? EqualSizes(n, (int)steps) : AnySizes(n, m, divisor, steps), 0, 1);
    }

    // The reflection principle: 2 [C(2n, n−h) − C(2n, n−2h) + C(2n, n−3h) − …] / C(2n, n). Written as 2 a1 (1 − a2 (1 − a3 (…))), with
    // ak the ratio of a term to the one before, the differences lose no digits.
    private static double EqualSizes(int n, int h)
    {
        var sum = 0.0;
        for (var k = n / h; k > 0; k--)
        {
            var ratio = 1.0;
            for (var j = 0; j < h; j++)
                ratio *= (double)(n - ((k - 1) * h) - j) / (n + ((k - 1) * h) + j + 1);
            sum = ratio * (1 - sum);
        }
        return 2 * sum;
    }

    // outside[y] is the chance that a random path to (x, y) has been outside the band. Its last step came from (x − 1, y) with chance
    // x / (x + y), else from (x, y − 1); so all is sums of positive terms, and small chances keep their digits. Outside it is 1.
    private static double AnySizes(int n, int m, int divisor, long steps)
    {
        var (stepX, stepY) = (m / divisor, n / divisor);
        var outside = ArrayPool<double>.Shared.Rent(m + 1);
        var inverse = ArrayPool<double>.Shared.Rent(n + m + 1);
        for (var i = 1; i <= n + m; i++)
            inverse[i] = 1.0 / i;
        outside.AsSpan(0, m + 1).Fill(1);
        outside.AsSpan(0, (int)Math.Min(((steps - 1) / stepY) + 1, m + 1)).Clear();
        for (var x = 1; x <= n; x++)
        {
            var along = (long)stepX * x;
            var first = along < steps ? 0 : (int)((along - steps) / stepY) + 1;
            var last = (int)Math.Min((along + steps - 1) / stepY, m);
            var chance = first == 0 ? 0.0 : 1.0;
            for (var y = first; y <= last; y++)
            {
                var weight = inverse[x + y];
                chance = (outside[y] * (x * weight)) + (chance * (y * weight));
                outside[y] = chance;
            }
            // The band may be so narrow that no path stays inside.
            if (last < first)
            {
                outside[m] = 1;
                break;
            }
        }
        var result = outside[m];
        ArrayPool<double>.Shared.Return(outside);
        ArrayPool<double>.Shared.Return(inverse);
        return result;
    }
}
