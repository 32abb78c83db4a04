using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>How far apart two columns of texts are.</summary>
internal static class TextMeasure
{
    // More bins than these are of no use to a reader, and make divergences out of noise.
    private const int MostBins = 50;

    // Above this share of expected counts below 5 the chi-squared test is not to be relied on (Cochran 1954).
    private const double MostLow = 0.2;

    /// <summary>Measures by what is asked for.</summary>
    /// <param name="baseline">The texts then.</param>
    /// <param name="current">The texts now.</param>
    /// <param name="asked">The measure; null for the usual ones.</param>
    /// <returns>The distance; null where one side is empty.</returns>
    public static Measured? Of(CategoryDistribution baseline, CategoryDistribution current, DriftThreshold? asked)
    {
        if (CategoryBinning.Compare(baseline, current, count: MostBins) is not { } bins || LInfinity.Compare(baseline, current) is not { } most)
            return null;
        if (asked is { Method: not MlDriftMethod.LInfinity })
            return BinMeasure.Of(asked, bins, most.Robust(), baseline.Count, current.Count);
        var test = ChiSquared.Compare(baseline, current);
        var usual = asked ?? DriftThreshold.Usual(MlDriftMethod.LInfinity);
        var first = Make(usual, "L-infinity", most.Statistic);
        // Where many texts moved a little each, none of them tells.
        var second = DriftThreshold.Usual(MlDriftMethod.TotalVariation);
        return asked is null && !first.IsBeyond && test is { LowExpectedShare: <= MostLow } && Excess(bins, baseline.Count, current.Count) is var spread && spread > second.Value
            ? Make(second, "Total variation, less chance", spread)
            : first;

        Measured Make(DriftThreshold limit, string name, double value) => new(limit.Method, name, value, limit.Value, test?.PValue() ?? 1, most.Robust(), bins)
        {
            BaselineCount = baseline.Count,
            CurrentCount = current.Count,
        };
    }

    // Without drift a difference of shares is about normal with the deviation √(r (1 − r) (1/n + 1/m)), r the share of both together;
    // its mean size is √(2/π) of that. What is above their sum does not hang on how many rows there are.
    private static double Excess(BinnedShares bins, long n, long m)
    {
        var chance = bins.Bins.Sum(bin =>
        {
            var both = ((bin.BaselineShare * n) + (bin.CurrentShare * m)) / (n + m);
            return Math.Sqrt(2 / Math.PI * both * (1 - both) * ((1.0 / n) + (1.0 / m)));
        });
        return Math.Max(0, (TotalVariation.Distance(bins.Baseline, bins.Current) ?? 0) - (chance / 2));
    }
}
