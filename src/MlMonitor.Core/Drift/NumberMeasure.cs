using System.Globalization;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>How far apart two columns of numbers are.</summary>
internal static class NumberMeasure
{
    /// <summary>Measures by what is asked for.</summary>
    /// <param name="baseline">The numbers then.</param>
    /// <param name="current">The numbers now.</param>
    /// <param name="asked">The measure; null for the usual ones.</param>
    /// <returns>The distance; null where one side is empty.</returns>
    public static Measured? Of(NumericDistribution baseline, NumericDistribution current, DriftThreshold? asked)
    {
        var binning = NumericBinning.Of(baseline);
        if (binning is null || KolmogorovSmirnov.Compare(baseline, current) is not { } ks)
            return null;
        var bins = binning.Compare(current);
        // A sketch's ranks are off by up to its error on each side: what could be it alone is no drift.
        var distance = Math.Max(0, ks.Statistic - baseline.RankError - current.RankError);
        var p = KolmogorovSmirnov.PValue(distance, baseline.Count, current.Count);
        var robust = RobustDistance.Of(distance, baseline.Count, current.Count);
        var threshold = asked ?? DriftThreshold.Usual(MlDriftMethod.KolmogorovSmirnov);
        return threshold.Method switch
        {
            MlDriftMethod.KolmogorovSmirnov when asked is null => Usual(),
            MlDriftMethod.KolmogorovSmirnov => Make(threshold, "Kolmogorov-Smirnov", distance, p),
            MlDriftMethod.RobustKolmogorovSmirnov => Make(threshold, "Kolmogorov-Smirnov, robust", robust, p),
            MlDriftMethod.Wasserstein => Wasserstein.Distance(baseline, current) is { } moved
                ? Make(threshold, "Wasserstein", moved, p) with { Threshold = threshold.Value * (threshold.IsInDeviations ? Deviation() : 1) } : null,
            MlDriftMethod.NormedWasserstein => Wasserstein.Normed(baseline, current) is { } normed ? Make(threshold, "Wasserstein, normed", normed, p) : null,
            _ => BinMeasure.Of(threshold, bins, robust, baseline.Count, current.Count),
        };

        // The distribution function first. It sees little of what few values do (a rare flag that becomes less rare, tails that grow
        // longer): that the mean move tells. And nothing of codes without an order: that the shares of single values tell.
        Measured Usual()
        {
            var mayBeCodes = bins.Bins.Any(bin => bin.Kind == MlDriftBinKind.Unseen);
            // The better of two tests is taken: its p-value counts twice (Bonferroni).
            var chance = mayBeCodes ? Doubled(p) : p;
            var first = Make(threshold, "Kolmogorov-Smirnov", distance, chance);
            if (mayBeCodes && AsCategories(baseline) is var before && AsCategories(current) is var now && LInfinity.Compare(before, now) is { } most && most.Statistic > distance)
                first = Make(DriftThreshold.Usual(MlDriftMethod.LInfinity), "L-infinity", most.Statistic, Doubled(ChiSquared.Compare(before, now)?.PValue() ?? 1)) with { Robust = most.Robust() };
            var second = DriftThreshold.Usual(MlDriftMethod.NormedWasserstein);
            return !first.IsBeyond && Wasserstein.Normed(baseline, current) is { } moved && moved > second.Value
                ? Make(second, "Wasserstein, normed", moved, chance)
                : first;
        }

        Measured Make(DriftThreshold limit, string name, double value, double chance) =>
            new(limit.Method, name, value, limit.Value, chance, robust, bins) { BaselineCount = baseline.Count, CurrentCount = current.Count };

        double Deviation() => Math.Max(Wasserstein.StandardDeviationFloor, baseline.StandardDeviation() ?? 0);
    }

    private static CategoryDistribution AsCategories(NumericDistribution numbers)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < numbers.Values.Length; i++)
            counts[numbers.Values.Span[i].ToString("R", CultureInfo.InvariantCulture)] = numbers.Counts.Span[i];
        return new CategoryDistribution(counts, numbers.Count);
    }

    private static double Doubled(double p) => Math.Min(1, 2 * p);
}
