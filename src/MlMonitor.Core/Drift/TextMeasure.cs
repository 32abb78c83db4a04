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
        if (asked is not null || first.IsBeyond)
            return first;
        // Where many texts moved a little each, none of them tells. Of new ones the check of the domain tells.
        var known = new CategoryDistribution(current.Counts.Where(pair => baseline.Counts.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal), current.Count - Unseen(baseline, current));
        var second = DriftThreshold.Usual(MlDriftMethod.ChiSquared);
        return ChiSquared.Compare(baseline, known) is { LowExpectedShare: <= MostLow } together && BinMeasure.Effect(together, baseline.Count, known.Count) is var effect && effect > second.Value
            ? Make(second, "Chi-squared effect", effect) with { PValue = together.PValue() }
            : first;

        Measured Make(DriftThreshold limit, string name, double value) => new(limit.Method, name, value, limit.Value, test?.PValue() ?? 1, most.Robust(), bins)
        {
            BaselineCount = baseline.Count,
            CurrentCount = current.Count,
        };
    }

    private static long Unseen(CategoryDistribution baseline, CategoryDistribution current) =>
        current.Counts.Sum(pair => baseline.Counts.ContainsKey(pair.Key) ? 0 : pair.Value);
}
