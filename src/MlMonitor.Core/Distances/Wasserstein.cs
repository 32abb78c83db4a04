using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The first Wasserstein distance (earth mover's): how far the values have to be moved on average to make one distribution of the
/// other, in the column's own unit. W = ∫ |F(x) − G(x)| dx, as <c>scipy.stats.wasserstein_distance</c>. Ramdas, García Trillos and
/// Cuturi, "On Wasserstein Two-Sample Testing and Related Families of Nonparametric Tests", Entropy 19 (2017), 47.
/// </summary>
public static class Wasserstein
{
    /// <summary>What a standard deviation is taken for at least, so that a constant baseline gives a number: the floor of Evidently.</summary>
    public const double StandardDeviationFloor = 0.001;

    /// <summary>The distance.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>0 or more; null where a side is empty or the distance is more than a double holds.</returns>
    public static double? Distance(NumericDistribution baseline, NumericDistribution current)
    {
        if (baseline.Count == 0 || current.Count == 0)
            return null;
        double n = baseline.Count, m = current.Count;
        var merge = new CumulativeMerge(baseline, current);
        merge.Next();
        var (from, gap, sum) = (merge.Value, Gap(merge, n, m), 0.0);
        while (merge.Next())
        {
            // A stretch over which nothing differs adds nothing, even where it is longer than a double holds.
            if (gap != 0)
                sum += gap * (merge.Value - from);
            (from, gap) = (merge.Value, Gap(merge, n, m));
        }
        return double.IsFinite(sum) ? sum : null;
    }

    /// <summary>The distance in standard deviations of the baseline (as a population), these at least <see cref="StandardDeviationFloor"/>.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>0 or more; null where a side is empty or a number is more than a double holds.</returns>
    public static double? Normed(NumericDistribution baseline, NumericDistribution current) =>
        Distance(baseline, current) is { } distance && baseline.StandardDeviation() is { } deviation && double.IsFinite(deviation)
            ? distance / Math.Max(deviation, StandardDeviationFloor)
            : null;

    private static double Gap(in CumulativeMerge merge, double n, double m) =>
        Math.Abs((merge.BaselineCount / n) - (merge.CurrentCount / m));
}
