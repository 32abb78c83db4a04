using System.Globalization;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>The measures that look at shares of bins, of numbers and of texts alike; tested by chi-squared on the same bins.</summary>
internal static class BinMeasure
{
    /// <summary>Measures.</summary>
    /// <param name="threshold">The measure and its limit.</param>
    /// <param name="bins">The bins.</param>
    /// <param name="robust">What to say of the robust distance.</param>
    /// <param name="n">How many values the baseline has.</param>
    /// <param name="m">How many there are now.</param>
    /// <returns>The distance; null where one side is empty.</returns>
    public static Measured? Of(DriftThreshold threshold, BinnedShares bins, double robust, long n, long m)
    {
        var test = ChiSquared.Compare(AsCategories(bins.Baseline, n), AsCategories(bins.Current, m));
        var (distance, name) = threshold.Method switch
        {
            MlDriftMethod.LInfinity => (bins.Bins.Max(bin => Math.Abs(bin.CurrentShare - bin.BaselineShare)), "L-infinity"),
            MlDriftMethod.TotalVariation => (TotalVariation.Distance(bins.Baseline, bins.Current), "Total variation"),
            MlDriftMethod.JensenShannon => (JensenShannon.Distance(bins.Baseline, bins.Current), "Jensen-Shannon"),
            MlDriftMethod.Hellinger => (Hellinger.Distance(bins.Baseline, bins.Current), "Hellinger"),
            MlDriftMethod.ChiSquared => (Effect(test, n, m), "Chi-squared effect"),
            _ => (PopulationStabilityIndex.Of(bins.Baseline, bins.Current), "PSI"),
        };
        return distance is { } d
            ? new Measured(threshold.Method, string.Create(CultureInfo.InvariantCulture, $"{name}, {bins.Bins.Count} bins"), d, threshold.Value, test?.PValue() ?? 1, robust, bins)
            { BaselineCount = n, CurrentCount = m }
            : null;
    }

    /// <summary>The effect that a chi-squared statistic tells of: what is left of it without what chance adds, a freedom each.</summary>
    public static double Effect(ChiSquaredResult? test, long n, long m) =>
        test is { } t ? Math.Sqrt(Math.Max(0, t.Statistic - t.DegreesOfFreedom) * ((1.0 / n) + (1.0 / m))) : 0;

    private static CategoryDistribution AsCategories(ReadOnlySpan<double> shares, long count)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < shares.Length; i++)
        {
            if ((long)Math.Round(shares[i] * count) is > 0 and var there)
                counts[i.ToString(CultureInfo.InvariantCulture)] = there;
        }

        return new CategoryDistribution(counts, count);
    }
}
