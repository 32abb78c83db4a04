using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// Bins for texts: one for each that the baseline has, the most frequent first, one for its rarer ones, one for texts that it does not
/// have, one for missing values.
/// </summary>
public static class CategoryBinning
{
    /// <summary>Puts both into bins.</summary>
    /// <param name="baseline">What the bins are made from.</param>
    /// <param name="current">What is looked at; empty gives shares of 0.</param>
    /// <param name="baselineMissing">How many values the baseline lacks; 0 to leave missing values out.</param>
    /// <param name="currentMissing">How many values the data at hand lack; 0 to leave missing values out.</param>
    /// <param name="count">How many texts of the baseline have bins of their own; of equally frequent ones the first by letters.</param>
    /// <returns>
    /// The bins; null where the baseline is empty. Where rare texts were left out of the baseline, a text that it does not name may be
    /// one of them and is counted with the rare ones, not as unseen. There is always a bin for the unseen; for others where it needs one.
    /// </returns>
    public static BinnedShares? Compare(
        CategoryDistribution baseline, CategoryDistribution current, long baselineMissing = 0, long currentMissing = 0, int count = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (baseline.Count <= 0)
            return null;
        var (n, m) = (baseline.Count + baselineMissing, current.Count + currentMissing);
        var bins = new List<MlDriftBin>();
        var (baselineOther, currentOther) = (baseline.Count, current.Count);
        var ranked = baseline.Counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
        foreach (var (text, before) in ranked.Take(count))
        {
            var now = current.Counts.GetValueOrDefault(text);
            Add(MlDriftBinKind.Category, text, before, now);
            (baselineOther, currentOther) = (baselineOther - before, currentOther - now);
        }
        // What a summary of the current texts left out may be anything; it is with the others too.
        var unseen = baseline.IsExact ? current.Counts.Sum(pair => baseline.Counts.ContainsKey(pair.Key) ? 0 : pair.Value) : 0;
        currentOther -= unseen;
        if (baselineOther > 0 || currentOther > 0)
            Add(MlDriftBinKind.Other, "other", Math.Max(0, baselineOther), Math.Max(0, currentOther));
        Add(MlDriftBinKind.Unseen, "unseen", 0, unseen);
        if (baselineMissing > 0 || currentMissing > 0)
            Add(MlDriftBinKind.Missing, "missing", baselineMissing, currentMissing);
        return new BinnedShares(bins);

        void Add(MlDriftBinKind kind, string label, long before, long now) => bins.Add(new MlDriftBin
        {
            Kind = kind,
            Label = label,
            BaselineShare = BinnedShares.Share(before, n),
            CurrentShare = BinnedShares.Share(now, m),
        });
    }
}
