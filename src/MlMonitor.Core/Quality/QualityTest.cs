using System.Globalization;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// Says whether a model got worse. A metric is worse only where its whole interval is on the wrong side of the limit, or the interval of
/// its difference to the baseline is: one value on the wrong side may be chance, and of few rows often is.
/// </summary>
public static class QualityTest
{
    /// <summary>Judges metrics.</summary>
    /// <param name="current">What is looked at.</param>
    /// <param name="reference">What it is held against.</param>
    /// <param name="options">How.</param>
    /// <returns>
    /// One finding for each metric that has a limit or a baseline, the worst first; without limits and baseline one that is Ok for each
    /// metric. A limit on a metric that was not measured is NoData. Their region is empty: files have none.
    /// </returns>
    public static IReadOnlyList<MlQualityFinding> Judge(QualityResult current, QualityReference reference, QualityOptions options)
    {
        var isOpen = reference.Baseline is null && reference.Constraints.Count == 0;
        var findings = current.Metrics
            .Where(metric => isOpen || reference.Limit(metric.Name) is not null || (QualityMetrics.IsHigherBetter(metric.Name) is not null && reference.Baseline?.Find(metric.Name)?.Value is not null))
            .Select(metric => Judge(metric, current, reference, options));
        var missing = reference.Constraints
            .Where(constraint => current.Find(constraint.MetricName) is null)
            .Select(constraint => Plain(new QualityMetric { Name = constraint.MetricName }, current, options) with
            {
                Severity = MlSeverity.NoData,
                Threshold = constraint.Threshold,
                Reason = $"Not measured: {(QualityMetrics.IsHigherBetter(QualityMetrics.Canonical(constraint.MetricName)) is null ? "the metric is not known" : "it needs scores or another kind of model")}",
            });
        return [.. findings.Concat(missing).OrderBy(finding => Rank(finding.Severity))];
    }

    private static MlQualityFinding Judge(QualityMetric metric, QualityResult current, QualityReference reference, QualityOptions options)
    {
        var before = reference.Baseline?.Find(metric.Name);
        var finding = Plain(metric, current, options) with { BaselineValue = before?.Value, BaselineCount = before is null ? null : reference.Baseline!.Count };
        if (metric.Value is not { } value)
            return finding with { Severity = MlSeverity.NoData, Reason = metric.Reason.Length > 0 ? metric.Reason : "No value" };
        if (current.Count < options.MinimumSample && options.Compatibility == MlDriftCompatibility.None)
            return finding with { Severity = MlSeverity.NoData, Reason = $"Too few labelled predictions to judge: {current.Count}, {options.MinimumSample} are needed" };
        if (reference.Limit(metric.Name) is { } limit)
            return AgainstLimit(finding with { Threshold = limit.Threshold }, metric, value, limit, current, options);
        if (before?.Value is { } was && QualityMetrics.IsHigherBetter(metric.Name) is { } better)
            return AgainstBaseline(finding with { Threshold = was }, metric, value, before, was, better, current, options);
        return finding with { Severity = MlSeverity.Ok, Reason = Text($"{metric.Name} is {value:0.####}{Range(metric)}; nothing to hold it against") };
    }

    private static MlQualityFinding AgainstLimit(
        MlQualityFinding finding, QualityMetric metric, double value, QualityConstraint limit, QualityResult current, QualityOptions options)
    {
        var isBeyond = limit.IsUpperLimit ? value > limit.Threshold : value < limit.Threshold;
        var side = limit.IsUpperLimit ? "above" : "below";
        var isSure = options.Compatibility == MlDriftCompatibility.ModelMonitor
            || (limit.IsUpperLimit ? metric.Interval?.Lower > limit.Threshold : metric.Interval?.Upper < limit.Threshold);
        return !isBeyond ? finding with { Reason = Text($"{value:0.####}{Range(metric)} keeps to {limit.Threshold:0.####}") }
            : isSure ? finding with { Severity = Worse(metric, current), Reason = Text($"{value:0.####}{Range(metric)} is {side} {limit.Threshold:0.####}") }
            : finding with { Reason = Text($"{value:0.####}{Range(metric)} is {side} {limit.Threshold:0.####}, but not by more than chance allows") };
    }

    private static MlQualityFinding AgainstBaseline(
        MlQualityFinding finding, QualityMetric metric, double value, QualityMetric before, double was, bool better, QualityResult current, QualityOptions options)
    {
        var change = value - was;
        var isWorse = better ? change < 0 : change > 0;
        // A baseline that is a number alone, from a file, is taken at its word.
        var interval = before.Replicates.Count > 0
            ? Difference.Of(metric.Replicates, before.Replicates, change, options.Resampling.Confidence)
            : metric.Interval is { } own ? new Interval(own.Lower - was, own.Upper - was) : null;
        var isSure = options.Compatibility == MlDriftCompatibility.ModelMonitor || (better ? interval?.Upper < 0 : interval?.Lower > 0);
        var words = Text($"{value:0.####}{Range(metric)}, was {was:0.####}");
        return !isWorse ? finding with { Reason = $"No worse: {words}" }
            : isSure ? finding with { Severity = Worse(metric, current), Reason = $"Worse: {words}" }
            : finding with { Reason = $"No worse than chance allows: {words}" };
    }

    // Worse than no model at all: than one constant answer, than the mean of all truths, than a coin.
    private static MlSeverity Worse(QualityMetric metric, QualityResult current)
    {
        // Whoever calls all positive has a recall of 1, which says nothing.
        var floor = metric.Name is "recall" ? null : metric.Name is "r2" ? 0 : metric.Name is "auc" ? 0.5
            : current.Find(metric.Name + QualityMetrics.BestConstant)?.Value;
        return metric.Interval?.Upper < floor && QualityMetrics.IsHigherBetter(metric.Name) == true ? MlSeverity.Critical : MlSeverity.Warning;
    }

    private static MlQualityFinding Plain(QualityMetric metric, QualityResult current, QualityOptions options) => new()
    {
        MetricName = metric.Name,
        ProblemType = current.ProblemType,
        Severity = MlSeverity.Ok,
        Reason = "",
        Region = "",
        Value = metric.Value,
        Lower = metric.Interval?.Lower,
        Upper = metric.Interval?.Upper,
        Confidence = metric.Interval is null ? null : options.Resampling.Confidence,
        Count = current.Count,
        IsEstimate = current.IsEstimate,
        Method = current.IsEstimate ? "Confidence-based estimate" : options.Compatibility == MlDriftCompatibility.ModelMonitor ? "Model Monitor" : "Bootstrap interval",
    };

    private static string Range(QualityMetric metric) => metric.Interval is { } interval ? Text($" ({interval.Lower:0.####} to {interval.Upper:0.####})") : "";

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private static int Rank(MlSeverity severity) => severity switch
    {
        MlSeverity.Critical => 0,
        MlSeverity.Warning => 1,
        MlSeverity.NoData => 2,
        _ => 3,
    };
}
