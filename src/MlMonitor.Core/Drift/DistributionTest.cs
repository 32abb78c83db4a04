using System.Globalization;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>Whether a column's values are distributed as they were.</summary>
internal static class DistributionTest
{
    // More bins than these are of no use to a reader, and make divergences out of noise.
    private const int MostCategoryBins = 50;

    /// <summary>Compares the distributions of a column.</summary>
    /// <param name="baseline">The column then.</param>
    /// <param name="current">The column now.</param>
    /// <param name="options">How; already that of this column.</param>
    /// <returns>What came of it.</returns>
    public static Suspicion Of(ColumnProfile baseline, ColumnProfile current, DriftOptions options)
    {
        var (numbers, now) = (baseline.Numbers, current.Numbers);
        var finding = Plain(baseline, MlDriftCheck.Drift);
        var measured = numbers is not null && now is not null
            ? Numbers(numbers, now, options)
            : baseline.Categories is { Count: > 0 } texts && current.Categories is { Count: > 0 } others ? Categories(texts, others, options) : null;
        if (measured is not { } m)
        {
            finding = finding with { BaselineCount = baseline.Count - baseline.Missing, CurrentCount = current.Count - current.Missing };
            return Nothing(finding, "Nothing to compare: the values of one side are missing or of another type");
        }

        finding = finding with { BaselineCount = m.BaselineCount, CurrentCount = m.CurrentCount };
        if (Math.Min(m.BaselineCount, m.CurrentCount) < options.MinimumSample)
            return Nothing(finding, string.Create(CultureInfo.InvariantCulture,
                $"Too few values to judge: {m.CurrentCount} against {m.BaselineCount}, {options.MinimumSample} are needed"));
        var (threshold, value) = (m.Threshold.Value, m.Distance);
        finding = finding with { Value = value, Threshold = threshold, Method = m.Method, PValue = m.PValue, Bins = new MlList<MlDriftBin>(m.Bins.Bins) };
        var what = WhatMoved.Describe(m.Bins.Bins);
        var alarm = new Alarm(value > 2 * threshold ? MlSeverity.Critical : MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture,
            $"{(current.Role == ColumnRole.Output ? "Predictions drifted" : "Drifted")} by {value:0.###}, more than {threshold:0.###}: {what}"));
        var power = DetectableDistance.Power(Math.Min(1, Reference(m.Threshold)), m.BaselineCount, m.CurrentCount, options.Significance);
        if (power >= options.Power)
            return new Suspicion(finding with { Reason = string.Create(CultureInfo.InvariantCulture, $"No drift: {value:0.###} of {threshold:0.###}") }, alarm, value > threshold);
        return new Suspicion(
            finding with
            {
                Severity = MlSeverity.NoData,
                Reason = string.Create(CultureInfo.InvariantCulture,
                    $"Too few values to rule drift out: {m.CurrentCount} against {m.BaselineCount} find one of {Reference(m.Threshold):0.###} with a chance of {Math.Floor(power * 100):0} %"),
            },
            alarm,
            value > threshold);
    }

    /// <summary>A column of classes in the baseline and of scores now.</summary>
    public static Suspicion Labels(ColumnProfile baseline, ColumnProfile current) => Nothing(
        Plain(baseline, MlDriftCheck.Drift) with { BaselineCount = baseline.Count - baseline.Missing, CurrentCount = current.Count - current.Missing },
        "The baseline has classes where the model answers scores: predictions need a baseline with predictions");

    /// <summary>A column of the baseline that is taken for the label, which nobody asks a model with.</summary>
    public static Suspicion Label(ColumnProfile baseline, DatasetProfile current) => Nothing(
        Plain(baseline, MlDriftCheck.MissingColumn) with { BaselineCount = baseline.Count, CurrentCount = current.RowCount },
        "The column is not there; it seems to be the label, which requests do not have");

    /// <summary>A finding about a column that says nothing yet.</summary>
    public static MlDriftFinding Plain(ColumnProfile column, MlDriftCheck check) =>
        new() { FeatureName = column.Name, Role = column.Role == ColumnRole.Output ? MlDriftRole.Output : MlDriftRole.Input, Check = check, Severity = MlSeverity.Ok, Reason = "", Region = "" };

    private static Suspicion Nothing(MlDriftFinding finding, string reason) =>
        new(finding with { Severity = MlSeverity.NoData, Reason = reason }, default, false);

    // The power is that of a difference of distribution functions or shares. Other measures have no such formula; the usual one stands in.
    private static double Reference(DriftThreshold threshold) =>
        threshold.Method is MlDriftMethod.KolmogorovSmirnov or MlDriftMethod.LInfinity or MlDriftMethod.TotalVariation && threshold.Value > 0
            ? threshold.Value
            : DriftThreshold.Usual(MlDriftMethod.KolmogorovSmirnov).Value;

    private static Measured? Numbers(NumericDistribution baseline, NumericDistribution current, DriftOptions options)
    {
        var binning = NumericBinning.Of(baseline);
        if (binning is null || KolmogorovSmirnov.Compare(baseline, current) is not { } ks)
            return null;
        var bins = binning.Compare(current);
        var threshold = options.Numbers ?? DriftThreshold.Usual(MlDriftMethod.KolmogorovSmirnov);
        // A sketch's ranks are off by up to its error on each side: what could be it alone is no drift.
        var distance = Math.Max(0, ks.Statistic - baseline.RankError - current.RankError);
        var p = KolmogorovSmirnov.PValue(distance, baseline.Count, current.Count);
        if (options.Numbers is null && bins.Bins.Any(bin => bin.Kind == MlDriftBinKind.Unseen)
            && AsCategories(baseline) is var before && AsCategories(current) is var now && LInfinity.Compare(before, now) is { } most && most.Statistic > distance)
        {
            var codes = DriftThreshold.Of(MlDriftMethod.LInfinity, threshold.Value);
            // The better of two tests is taken: its p-value counts twice (Bonferroni).
            return new Measured(codes, most.Statistic, Doubled(ChiSquared.Compare(before, now)?.PValue() ?? 1), "L-infinity", bins, baseline.Count, current.Count);
        }

        return threshold.Method switch
        {
            MlDriftMethod.KolmogorovSmirnov => new Measured(threshold, distance, options.Numbers is null && bins.Bins.Any(bin => bin.Kind == MlDriftBinKind.Unseen) ? Doubled(p) : p,
                "Kolmogorov-Smirnov", bins, baseline.Count, current.Count),
            MlDriftMethod.Wasserstein => Wasserstein.Normed(baseline, current) is { } moved
                ? new Measured(threshold, moved, p, "Wasserstein, normed", bins, baseline.Count, current.Count) : null,
            _ => OfBins(threshold, bins, p, baseline.Count, current.Count),
        };
    }

    private static Measured? Categories(CategoryDistribution baseline, CategoryDistribution current, DriftOptions options)
    {
        if (CategoryBinning.Compare(baseline, current, count: MostCategoryBins) is not { } bins || LInfinity.Compare(baseline, current) is not { } most)
            return null;
        var p = ChiSquared.Compare(baseline, current)?.PValue() ?? 1;
        return options.Categories.Method == MlDriftMethod.LInfinity
            ? new Measured(options.Categories, most.Statistic, p, "L-infinity", bins, baseline.Count, current.Count)
            : OfBins(options.Categories, bins, p, baseline.Count, current.Count);
    }

    private static Measured? OfBins(DriftThreshold threshold, BinnedShares bins, double p, long n, long m)
    {
        var (distance, name) = threshold.Method switch
        {
            MlDriftMethod.LInfinity => (bins.Bins.Max(bin => Math.Abs(bin.CurrentShare - bin.BaselineShare)), "L-infinity"),
            MlDriftMethod.TotalVariation => (TotalVariation.Distance(bins.Baseline, bins.Current), "Total variation"),
            MlDriftMethod.JensenShannon => (JensenShannon.Distance(bins.Baseline, bins.Current), "Jensen-Shannon"),
            MlDriftMethod.Hellinger => (Hellinger.Distance(bins.Baseline, bins.Current), "Hellinger"),
            _ => (PopulationStabilityIndex.Of(bins.Baseline, bins.Current), "PSI"),
        };
        return distance is { } d ? new Measured(threshold, d, p, $"{name}, {bins.Bins.Count} bins", bins, n, m) : null;
    }

    private static CategoryDistribution AsCategories(NumericDistribution numbers)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < numbers.Values.Length; i++)
            counts[numbers.Values.Span[i].ToString("R", CultureInfo.InvariantCulture)] = numbers.Counts.Span[i];
        return new CategoryDistribution(counts, numbers.Count);
    }

    private static double Doubled(double p) => Math.Min(1, 2 * p);

    private sealed record Measured(
        DriftThreshold Threshold, double Distance, double PValue, string Method, BinnedShares Bins, long BaselineCount, long CurrentCount);
}
