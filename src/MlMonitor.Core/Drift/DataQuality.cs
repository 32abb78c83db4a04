using System.Globalization;
using MathNet.Numerics.Distributions;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>Whether a column's values are there, of their type, and among those that may be.</summary>
internal static class DataQuality
{
    /// <summary>All checks of a column that is on both sides.</summary>
    /// <param name="baseline">The column then.</param>
    /// <param name="current">The column now.</param>
    /// <param name="rule">What was required of it; null where nothing was.</param>
    /// <param name="options">How; already that of this column.</param>
    /// <returns>What came of them.</returns>
    public static IEnumerable<Suspicion> Of(ColumnProfile baseline, ColumnProfile current, FeatureRule? rule, DriftOptions options)
    {
        if (rule is { IsEvaluated: false })
            yield break;
        if (Missing(baseline, current, rule, options) is { } missing)
            yield return missing;
        if (Math.Min(Present(baseline), Present(current)) < options.MinimumSample)
            yield break;
        if (Type(baseline, current, rule ?? FeatureRule.Of(baseline), options) is { } type)
            yield return type;
        if (Unseen(baseline, current, rule, options) is { } unseen)
            yield return unseen;
        if (rule is { IsNonNegative: true } && Negative(baseline, current) is { } negative)
            yield return negative;
    }

    /// <summary>A column that is no longer there.</summary>
    public static Suspicion MissingColumn(ColumnProfile column, DatasetProfile current) => Certain(
        DistributionTest.Plain(column, MlDriftCheck.MissingColumn) with { BaselineCount = column.Count, CurrentCount = current.RowCount },
        MlSeverity.Critical, "The column is not there any more");

    /// <summary>A column that was not there.</summary>
    public static Suspicion ExtraColumn(ColumnProfile column) => Certain(
        DistributionTest.Plain(column, MlDriftCheck.ExtraColumn) with { CurrentCount = column.Count },
        MlSeverity.Warning, "The baseline does not have this column");

    /// <summary>Something that needs no test.</summary>
    public static Suspicion Certain(MlDriftFinding finding, MlSeverity severity, string reason) => new(finding, new Alarm(severity, reason), true);

    /// <summary>The share of a column's values that are of a type: whole numbers are fractions too, anything is a text.</summary>
    public static double ShareOfType(ColumnProfile column, ColumnType type) => Present(column) == 0 ? 1 : (double)OfType(column, type) / Present(column);

    /// <summary>How many numbers are below 0.</summary>
    public static long CountNegative(ColumnProfile column)
    {
        if (column.Minimum is not < 0 || column.Numbers is not { } numbers)
            return 0;
        var count = 0L;
        for (var i = 0; i < numbers.Values.Length && numbers.Values.Span[i] < 0; i++)
            count += numbers.Counts.Span[i];
        // A sketch may have let go of the few that there are.
        return Math.Max(1, count);
    }

    /// <summary>How many values there are.</summary>
    public static long Present(ColumnProfile column) => column.Count - column.Missing;

    private static Suspicion? Missing(ColumnProfile baseline, ColumnProfile current, FeatureRule? rule, DriftOptions options)
    {
        // What is no number anybody can reckon with is as good as missing.
        var (before, now) = (baseline.Missing + baseline.NotFiniteCount, current.Missing + current.NotFiniteCount);
        if (Math.Min(baseline.Count, current.Count) < options.MinimumSample || TwoProportions.Compare(before, baseline.Count, now, current.Count) is not { } test)
            return null;
        // Where the constraints allow for more, more may be missing.
        var limit = Math.Max(options.MissingThreshold, rule?.Completeness is { } required ? 1 - required - ((double)before / baseline.Count) : 0);
        var finding = DistributionTest.Plain(baseline, MlDriftCheck.Completeness) with
        {
            Value = 100 * test.Difference,
            Threshold = 100 * limit,
            Unit = "points",
            Method = "Two proportions",
            PValue = test.PValue(),
            BaselineCount = baseline.Count,
            CurrentCount = current.Count,
        };
        var alarm = new Alarm(Math.Abs(test.Difference) > 4 * limit ? MlSeverity.Critical : MlSeverity.Warning, string.Create(
            CultureInfo.InvariantCulture, $"{Percent(now, current.Count)} are missing, {Percent(before, baseline.Count)} in the baseline"));
        return new Suspicion(finding, alarm, Math.Abs(test.Difference) > limit);
    }

    private static Suspicion? Type(ColumnProfile baseline, ColumnProfile current, FeatureRule rule, DriftOptions options)
    {
        if (rule.Type is ColumnType.Unknown or ColumnType.String)
            return null;
        var (others, all) = (Present(current) - OfType(current, rule.Type), Present(current));
        // What the baseline itself has of other types may stay.
        var allowed = Math.Max(1 - ShareOfType(baseline, rule.Type), 1 - rule.TypeShare) + options.UnseenThreshold;
        var finding = DistributionTest.Plain(baseline, MlDriftCheck.DataType) with { BaselineCount = Present(baseline), CurrentCount = all };
        return Above(finding, others, all, allowed, $"{Percent(others, all)} are not {Name(rule.Type)}");
    }

    private static Suspicion? Unseen(ColumnProfile baseline, ColumnProfile current, FeatureRule? rule, DriftOptions options)
    {
        // Of numbers, only few different ones are taken for a set of values; of what there is now, numbers may be too many to be one.
        if (baseline.Numbers is { } numbers && numbers.Values.Length > NumericBinning.DiscreteUpTo)
            return null;
        if (baseline.Categories is not { Count: > 0, IsExact: true } before || current.Categories is not { Count: > 0 } now)
            return null;
        var domain = rule is { Domain.Count: > 0 } ? rule.Domain.ToHashSet(StringComparer.Ordinal) : null;
        var news = now.Counts.Where(pair => domain is null ? !before.Counts.ContainsKey(pair.Key) : !domain.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var count = news.Sum(pair => pair.Value);
        var allowed = options.UnseenThreshold + (domain is null ? NotYetSeen(before) : 1 - (rule?.DomainShare ?? 1));
        var words = $"{news.Count} new {(baseline.Numbers is null ? news.Count == 1 ? "category" : "categories" : news.Count == 1 ? "value" : "values")}: {WhatMoved.List([.. news.Select(pair => pair.Key)])}";
        var finding = DistributionTest.Plain(baseline, MlDriftCheck.Domain) with { BaselineCount = before.Count, CurrentCount = now.Count, Movement = news.Count == 0 ? "" : words };
        return Above(finding, count, now.Count, allowed, $"{words}, {Percent(count, now.Count)} of the values");
    }

    // The share of texts that a sample has not met yet: f1 / n, f1 being how many occurred once (Good, "The Population Frequencies of
    // Species and the Estimation of Population Parameters", Biometrika 40 (1953), 237-264), and twice its deviation √(f1 + 2 f2) / n
    // (Robbins, Annals of Mathematical Statistics 39 (1968), 256-257). Of names and ids that is nearly 1, and no alarm.
    private static double NotYetSeen(CategoryDistribution baseline)
    {
        var once = (double)baseline.Counts.Values.Count(count => count == 1);
        var twice = baseline.Counts.Values.Count(count => count == 2);
        return (once + (2 * Math.Sqrt(once + (2 * twice)))) / baseline.Count;
    }

    private static Suspicion Negative(ColumnProfile baseline, ColumnProfile current)
    {
        var (count, all) = (CountNegative(current), Present(current));
        var finding = DistributionTest.Plain(baseline, MlDriftCheck.NonNegative) with
        {
            Value = 100.0 * count / all,
            Threshold = 0,
            Unit = "%",
            BaselineCount = Present(baseline),
            CurrentCount = all,
        };
        return new Suspicion(finding, new Alarm(MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture,
            $"{count} values are below 0, the lowest {current.Minimum:G6}")), count > 0);
    }

    // P(X ≥ count) where the share is as large as is allowed: binomial.
    private static Suspicion Above(MlDriftFinding finding, long count, long all, double allowed, string reason) => new(
        finding with
        {
            Value = 100.0 * count / all,
            Threshold = 100 * Math.Min(1, allowed),
            Unit = "%",
            Method = "Binomial",
            PValue = count == 0 ? 1 : allowed >= 1 ? 1 : 1 - Binomial.CDF(allowed, checked((int)Math.Min(all, int.MaxValue)), count - 1),
        },
        new Alarm(count > 10 * allowed * all ? MlSeverity.Critical : MlSeverity.Warning, reason),
        count > allowed * all);

    private static long OfType(ColumnProfile column, ColumnType type) => type switch
    {
        ColumnType.Integral => column.IntegralCount,
        ColumnType.Fractional => column.IntegralCount + column.FractionalCount + column.NotFiniteCount,
        _ => Present(column),
    };

    private static string Name(ColumnType type) => type == ColumnType.Integral ? "whole numbers" : "numbers";

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.##} %");
}
