using MathNet.Numerics.Distributions;

namespace MlMonitor.Core.Resampling;

/// <summary>Draws how often a row, or each of some rows, comes up when the rows are drawn anew.</summary>
internal static class PoissonWeights
{
    // The chances of at most 0, 1, 2 … of Poisson(1); beyond the last lies less than a double can tell from 1.
    private static readonly double[] Cumulative = [.. Enumerable.Range(0, 18).Select(k => Poisson.CDF(1, k))];

    /// <summary>How often one row comes up: a number of Poisson(1), by inversion, which needs one draw and most often one comparison.</summary>
    public static int One(Random random)
    {
        var (place, count) = (random.NextDouble(), 0);
        while (count < Cumulative.Length && place > Cumulative[count])
            count++;
        return count;
    }

    /// <summary>How often so many rows come up together.</summary>
    public static double Many(Random random, double rows) => rows == 0 ? 0 : rows == 1 ? One(random) : Poisson.Sample(random, rows);
}
