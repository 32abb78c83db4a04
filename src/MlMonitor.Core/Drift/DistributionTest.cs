using System.Globalization;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>Whether a column's values are distributed as they were.</summary>
internal static class DistributionTest
{
    /// <summary>Compares the distributions of a column.</summary>
    /// <param name="baseline">The column then.</param>
    /// <param name="current">The column now.</param>
    /// <param name="options">How; already that of this column.</param>
    /// <param name="tests">How many tests there are in all: the more, the surer each must be.</param>
    /// <returns>What came of it.</returns>
    public static Suspicion Of(ColumnProfile baseline, ColumnProfile current, DriftOptions options, int tests)
    {
        var (numbers, now) = (baseline.Numbers, current.Numbers);
        var finding = Plain(baseline, MlDriftCheck.Drift);
        var measured = numbers is not null && now is not null ? NumberMeasure.Of(numbers, now, options.Numbers)
            : baseline.Categories is { Count: > 0 } texts && current.Categories is { Count: > 0 } others ? TextMeasure.Of(texts, others, options.Categories) : null;
        if (measured is not { } m)
        {
            finding = finding with { BaselineCount = baseline.Count - baseline.Missing, CurrentCount = current.Count - current.Missing };
            return Nothing(finding, "Nothing to compare: the values of one side are missing or of another type");
        }

        finding = finding with { BaselineCount = m.BaselineCount, CurrentCount = m.CurrentCount };
        if (Math.Min(m.BaselineCount, m.CurrentCount) < options.MinimumSample)
            return Nothing(finding, string.Create(CultureInfo.InvariantCulture,
                $"Too few values to judge: {m.CurrentCount} against {m.BaselineCount}, {options.MinimumSample} are needed"));
        var what = WhatMoved.Describe(m.Bins.Bins);
        finding = finding with
        {
            Value = m.Distance,
            Threshold = m.Threshold,
            Method = m.Name,
            PValue = m.PValue,
            RobustValue = m.Robust,
            Bins = new MlList<MlDriftBin>(m.Bins.Bins),
            Movement = what,
        };
        var alarm = new Alarm(m.Distance > 2 * m.Threshold ? MlSeverity.Critical : MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture,
            $"{(current.Role == ColumnRole.Output ? "Predictions drifted" : "Drifted")} by {m.Distance:0.###}, more than {m.Threshold:0.###}: {what}"));
        var reference = Math.Min(1, Reference(m));
        var power = DetectableDistance.Power(reference, m.BaselineCount, m.CurrentCount, options.Significance / tests);
        return new Suspicion(power >= options.Power
            ? finding with { Reason = string.Create(CultureInfo.InvariantCulture, $"No drift: {m.Distance:0.###} of {m.Threshold:0.###}") }
            : finding with
            {
                Severity = MlSeverity.NoData,
                Reason = string.Create(CultureInfo.InvariantCulture,
                    $"Too few values to rule drift out: {m.CurrentCount} against {m.BaselineCount} find one of {reference:0.###} with a chance of {Math.Floor(power * 100):0} %"),
            }, alarm, m.IsBeyond);
    }

    /// <summary>A column whose distribution nobody wants to be compared.</summary>
    public static Suspicion NotAsked(ColumnProfile baseline, ColumnProfile current) => new(
        Plain(baseline, MlDriftCheck.Drift) with
        {
            BaselineCount = baseline.Count - baseline.Missing,
            CurrentCount = current.Count - current.Missing,
            Reason = "The constraints say not to compare distributions",
        },
        default,
        false);

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
    private static double Reference(Measured measured) =>
        measured.Method is MlDriftMethod.KolmogorovSmirnov or MlDriftMethod.RobustKolmogorovSmirnov or MlDriftMethod.LInfinity && measured.Threshold > 0
            ? measured.Threshold
            : DriftThreshold.Usual(MlDriftMethod.KolmogorovSmirnov).Value;
}
