using System.Globalization;

namespace MlMonitor.Core.Bias;

/// <summary>Judges measures of bias.</summary>
internal static class BiasVerdict
{
    // What a finding is about that concerns all metrics of a facet.
    private const string AllMetrics = "All";

    /// <summary>A facet that makes no groups.</summary>
    public static MlBiasFinding Nothing(FacetTable table) => new()
    {
        FacetName = table.Rule.Name,
        MetricName = AllMetrics,
        Severity = MlSeverity.NoData,
        Region = "",
        Reason = table.HasTooManyValues ? $"More than {FacetTable.MostValues} values: give the values or the threshold that make the group"
            : table.LeftOut > 0 ? $"No row has a value that can be used: {table.LeftOut} are missing or no number" : "No row",
    };

    /// <summary>The findings of a group.</summary>
    public static IEnumerable<MlBiasFinding> Of(BiasGroup group, BiasReport? baseline, BiasOptions options)
    {
        var all = Plain(group, AllMetrics) with { Severity = MlSeverity.NoData };
        var isClarify = options.Compatibility == MlBiasCompatibility.Clarify;
        if (group.FacetCount == 0)
            return [all with { Reason = $"No row has {group.Table.Rule}; there are: {string.Join(", ", group.Table.Values.Take(10))}" }];
        if (group.OtherCount == 0)
            return [all with { Reason = $"All rows have {group.Table.Rule.Name} {group.Name}: there are no others" }];
        if (Math.Min(group.FacetCount, group.OtherCount) < options.MinimumGroup && !isClarify)
            return [all with { Reason = $"Too few rows to judge: {group.FacetCount} in the group, {group.OtherCount} others, {options.MinimumGroup} of each are needed" }];
        return group.Measures.Select(measure => Of(Plain(group, measure.MetricName), measure, baseline?.Find(group.Table.Rule.Name, group.Name, measure.MetricName), options));
    }

    private static MlBiasFinding Plain(BiasGroup group, string metric)
    {
        var known = BiasMetric.Find(metric);
        return new MlBiasFinding
        {
            FacetName = group.Table.Rule.Name,
            FacetValue = group.Name,
            MetricName = metric,
            Meaning = known?.Meaning ?? (metric == BiasMetric.FlipTestName ? FlipTest.Meaning : ""),
            Stage = known?.Stage ?? MlBiasStage.PostTraining,
            Parity = metric == AllMetrics ? null : known?.Parity ?? 0,
            FacetCount = group.FacetCount,
            OtherCount = group.OtherCount,
            Severity = MlSeverity.Ok,
            Reason = "",
            Region = "",
        };
    }

    private static MlBiasFinding Of(MlBiasFinding finding, BiasMeasure measure, BiasEntry? before, BiasOptions options)
    {
        if (measure.Value is not { } value)
            return finding with { Severity = MlSeverity.NoData, Reason = measure.Reason };
        finding = finding with { Value = value, BaselineValue = before?.Value };
        if (options.Compatibility == MlBiasCompatibility.Clarify)
            return Clarify(finding with { Method = "Clarify" }, value, before);
        finding = finding with
        {
            Lower = measure.Interval?.Lower,
            Upper = measure.Interval?.Upper,
            Confidence = measure.Interval is null ? null : options.Resampling.Confidence,
            Method = "Bootstrap interval",
        };
        var metric = BiasMetric.Find(measure.MetricName);
        var range = measure.Interval is { } i ? Text($" ({i.Lower:0.###} to {i.Upper:0.###})") : "";
        var given = metric is null ? null : options.LimitOf(metric);
        var limit = given is { } g ? Distance(metric, g) : before?.Value is { } was ? Distance(metric, was) : metric is null ? 0.1 : metric.UsualLimit;
        if (limit is not { } allowed || double.IsNaN(allowed))
            return finding with { Reason = Text($"{value:0.###}{range}; no limit is in common use, give one or a baseline") };
        var threshold = given ?? before?.Value ?? (metric?.Name == "DI" ? Math.Exp(-allowed) : allowed);
        finding = finding with { Threshold = threshold };
        var what = given is null && before?.Value is not null ? Text($"the baseline's {threshold:0.###}") : Text($"the limit {threshold:0.###}");
        if (Distance(metric, value) <= allowed)
            return finding with { Reason = Text($"{value:0.###}{range} is no further from {metric?.Parity ?? 0} than {what}") };
        var least = Least(metric, measure);
        return least <= allowed
            ? finding with { Reason = Text($"{value:0.###}{range} is further from {metric?.Parity ?? 0} than {what}, but not by more than chance allows") }
            : finding with
            {
                Severity = least > 2 * allowed ? MlSeverity.Critical : MlSeverity.Warning,
                Reason = Text($"{value:0.###}{range} is further from {metric?.Parity ?? 0} than {what}: {finding.Meaning}"),
            };
    }

    // AWS: a value violates its constraint where it is larger than the baseline's, both without sign, also of a ratio such as DI.
    private static MlBiasFinding Clarify(MlBiasFinding finding, double value, BiasEntry? before) =>
        before?.Value is not { } was ? finding with { Reason = Text($"{value:0.###}; the baseline has no value") }
        : Math.Abs(value) > Math.Abs(was)
            ? finding with { Threshold = was, Severity = MlSeverity.Warning, Reason = Text($"Metric value {value} doesn't meet the baseline constraint requirement {was}") }
            : finding with { Threshold = was, Reason = Text($"{value:0.###} meets the baseline's {was:0.###}") };

    private static double Distance(BiasMetric? metric, double value) => metric?.Distance(value) ?? Math.Abs(value);

    // The nearest to parity that the value may truly be.
    private static double Least(BiasMetric? metric, BiasMeasure measure)
    {
        var (parity, interval) = (metric?.Parity ?? 0, measure.Interval);
        return interval is not { } i || (i.Lower <= parity && parity <= i.Upper) ? 0 : Math.Min(Distance(metric, i.Lower), Distance(metric, i.Upper));
    }

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
