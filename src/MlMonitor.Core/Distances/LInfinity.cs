using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The L-infinity distance of two categorical columns: max over the categories of |p − q|, as Deequ's <c>Distance.scala</c> and Model
/// Monitor's <c>LInfinity</c>. Its robust form is that of <see cref="RobustDistance"/>.
/// </summary>
public static class LInfinity
{
    /// <summary>The largest difference of shares, and the category that has it.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at; a category that the baseline lacks counts with its whole share.</param>
    /// <returns>The distance, 0 to 1; null where a side is empty.</returns>
    public static LInfinityResult? Compare(CategoryDistribution baseline, CategoryDistribution current)
    {
        if (baseline.Count <= 0 || current.Count <= 0)
            return null;
        var most = new LInfinityResult(0, 0, "", baseline.Count, current.Count);
        foreach (var (category, count) in baseline.Counts)
            Consider(ref most, category, count, current.Counts.GetValueOrDefault(category));
        foreach (var (category, count) in current.Counts)
        {
            if (!baseline.Counts.ContainsKey(category))
                Consider(ref most, category, 0, count);
        }
        return most;
    }

    private static void Consider(ref LInfinityResult most, string category, long before, long now)
    {
        var difference = ((double)now / most.CurrentCount) - ((double)before / most.BaselineCount);
        var distance = Math.Abs(difference);
        // Of several that differ alike the first by letters is named, in whatever order they came.
        if (distance > most.Statistic || (distance > 0 && distance.Equals(most.Statistic) && string.CompareOrdinal(category, most.Category) < 0))
            most = most with { Statistic = distance, Sign = Math.Sign(difference), Category = category };
    }
}

/// <summary>The largest difference of a category's shares.</summary>
/// <param name="Statistic">The difference without its sign, 0 to 1.</param>
/// <param name="Sign">1 where the category is more frequent now, -1 where it is rarer, 0 where nothing differs.</param>
/// <param name="Category">The category; empty where nothing differs.</param>
/// <param name="BaselineCount">How many values the baseline has.</param>
/// <param name="CurrentCount">How many current values there are.</param>
public readonly record struct LInfinityResult(double Statistic, int Sign, string Category, long BaselineCount, long CurrentCount)
{
    /// <summary>The distance less what two samples of these sizes may differ by without drift, never below 0.</summary>
    /// <param name="alpha">How often samples without drift may come out above 0; null for the constant 1.8 of Deequ.</param>
    public double Robust(double? alpha = null) => RobustDistance.Of(Statistic, BaselineCount, CurrentCount, alpha);
}
