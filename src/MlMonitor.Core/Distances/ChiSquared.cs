using MathNet.Numerics;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>What a chi-squared test found.</summary>
/// <param name="Statistic">Σ (observed − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">The number of categories that were compared, less one.</param>
/// <param name="LowExpectedShare">
/// The share of expected counts below 5, 0 to 1. Above 0.2 the p-value is not to be relied on: Cochran, "Some methods for
/// strengthening the common χ² tests", Biometrics 10 (1954), 417–451.
/// </param>
public readonly record struct ChiSquaredResult(double Statistic, int DegreesOfFreedom, double LowExpectedShare)
{
    /// <summary>The chance of so large a statistic, or a larger one, without drift: Q(df / 2, χ² / 2).</summary>
    public double PValue() =>
        Statistic <= 0 ? 1 : Math.Clamp(SpecialFunctions.GammaUpperRegularized(DegreesOfFreedom / 2.0, Statistic / 2), 0, 1);
}

/// <summary>
/// Pearson's chi-squared test that two columns of categories come from one distribution. Pearson, "On the criterion that a given system
/// of deviations …", Philosophical Magazine 50 (1900), 157–175.
/// </summary>
public static class ChiSquared
{
    /// <summary>
    /// The test of homogeneity on the table of both columns' counts, as <c>scipy.stats.chi2_contingency</c> without correction. Both
    /// are samples, and a category that only one of them has counts. Texts that a summary left out are one category.
    /// </summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>The result; null where a side is empty or there is one category only, which cannot differ.</returns>
    public static ChiSquaredResult? Compare(CategoryDistribution baseline, CategoryDistribution current)
    {
        if (baseline.Count <= 0 || current.Count <= 0)
            return null;
        double n = baseline.Count, m = current.Count;
        var (statistic, categories, low) = (0.0, 0, 0);
        var (baselineRest, currentRest) = (baseline.Count, current.Count);
        foreach (var (category, count) in baseline.Counts)
            Add(count, current.Counts.GetValueOrDefault(category));
        foreach (var (category, count) in current.Counts)
        {
            if (!baseline.Counts.ContainsKey(category))
                Add(0, count);
        }
        Add(Math.Max(0, baselineRest), Math.Max(0, currentRest));
        return categories < 2 ? null : new ChiSquaredResult(statistic, categories - 1, low / (2.0 * categories));

        void Add(long before, long now)
        {
            if (before + now <= 0)
                return;
            (baselineRest, currentRest) = (baselineRest - before, currentRest - now);
            categories++;
            var pooled = ((double)before + now) / (n + m);
            low += (pooled * n < 5 ? 1 : 0) + (pooled * m < 5 ? 1 : 0);
            // The deviations on both sides are equal and opposite: (before·m − now·n) / (n + m).
            var deviation = ((before * m) - (now * n)) / (n + m);
            statistic += deviation * deviation * ((1 / (pooled * n)) + (1 / (pooled * m)));
        }
    }

    /// <summary>
    /// The test as Deequ's <c>Distance.scala</c> has it, to explain what Model Monitor reported: the baseline is taken for the truth,
    /// its counts scaled to the current ones over the categories it knows; others are ignored. The category with the smallest expected
    /// count goes into the next smallest until, of two categories, both have 10 or more (Cochran), or, of more, at most a fifth,
    /// rounded down, has less than 5 (Yates).
    /// </summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>The result; null where fewer than two categories are left.</returns>
    public static ChiSquaredResult? CompareAsDeequ(CategoryDistribution baseline, CategoryDistribution current)
    {
        double known = baseline.Counts.Keys.Sum(category => current.Counts.GetValueOrDefault(category));
        double total = baseline.Counts.Values.Sum();
        var cells = new List<(double Expected, double Observed)>(baseline.Counts.Count);
        foreach (var (category, count) in baseline.Counts)
            cells.Add((count * (known / total), current.Counts.GetValueOrDefault(category)));
        cells.Sort((a, b) => b.Expected.CompareTo(a.Expected));
        var low = cells.Count(cell => cell.Expected < 5);
        while (cells.Count >= 2 && (cells.Count == 2 ? cells[1].Expected < 10 : low > (int)(0.2 * cells.Count)))
        {
            var (smallest, next) = (cells[^1], cells[^2]);
            cells.RemoveRange(cells.Count - 2, 2);
            var merged = (Expected: smallest.Expected + next.Expected, Observed: smallest.Observed + next.Observed);
            low += (merged.Expected < 5 ? 1 : 0) - (smallest.Expected < 5 ? 1 : 0) - (next.Expected < 5 ? 1 : 0);
            var at = cells.FindLastIndex(cell => cell.Expected >= merged.Expected) + 1;
            cells.Insert(at, merged);
        }
        if (cells.Count < 2)
            return null;
        var statistic = cells.Sum(cell => (cell.Observed - cell.Expected) * (cell.Observed - cell.Expected) / cell.Expected);
        return new ChiSquaredResult(statistic, cells.Count - 1, (double)low / cells.Count);
    }
}
