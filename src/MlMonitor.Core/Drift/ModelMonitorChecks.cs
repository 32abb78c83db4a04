using System.Globalization;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>
/// The checks of Model Monitor as it makes them: a threshold each, no test, no allowance for how many rows there are but the one of
/// <c>Robust</c>, numbers counted as Deequ 2.0 counts them (<see cref="DeequCounting"/>). https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html.
/// </summary>
internal static class ModelMonitorChecks
{
    /// <summary>All checks of a column that is on both sides.</summary>
    /// <param name="baseline">The column then.</param>
    /// <param name="current">The column now.</param>
    /// <param name="rule">What the constraints require of it.</param>
    /// <returns>What came of them; the distribution last.</returns>
    public static List<Suspicion> Of(ColumnProfile baseline, ColumnProfile current, FeatureRule rule)
    {
        var checks = new List<Suspicion>();
        if (rule.Type != ColumnType.Unknown)
        {
            // Numbers alone are no texts.
            var share = rule.Type == ColumnType.String && current.Type != ColumnType.String && DataQuality.Present(current) > 0 ? 0 : DataQuality.ShareOfType(current, rule.Type);
            checks.Add(Make(baseline, current, MlDriftCheck.DataType, share, rule.TypeShare, share < rule.TypeShare, string.Create(CultureInfo.InvariantCulture,
                $"Only {100 * share:0.####} % of the data is {rule.Type}, {100 * rule.TypeShare:0.####} % is required")));
        }

        if (rule.Completeness is { } required && current.Count > 0)
        {
            var share = (double)DataQuality.Present(current) / current.Count;
            checks.Add(Make(baseline, current, MlDriftCheck.Completeness, share, required, share < required, string.Create(CultureInfo.InvariantCulture,
                $"{100 * share:0.####} % of the rows have a value, {100 * required:0.####} % are required")));
        }

        if (rule.IsNonNegative)
        {
            var negative = DataQuality.CountNegative(current);
            checks.Add(Make(baseline, current, MlDriftCheck.NonNegative, negative, 0, negative > 0, string.Create(CultureInfo.InvariantCulture, $"{negative} values are below 0")));
        }

        if (rule.Domain.Count > 0 && current.Categories is { Count: > 0 } texts)
        {
            var share = (double)rule.Domain.Distinct(StringComparer.Ordinal).Sum(value => texts.Counts.GetValueOrDefault(value)) / texts.Count;
            checks.Add(Make(baseline, current, MlDriftCheck.Domain, share, rule.DomainShare, share < rule.DomainShare, string.Create(CultureInfo.InvariantCulture,
                $"{100 * share:0.####} % of the values are known, {100 * rule.DomainShare:0.####} % are required")));
        }

        checks.Add(Drift(baseline, current, rule));
        return checks;
    }

    private static Suspicion Drift(ColumnProfile baseline, ColumnProfile current, FeatureRule rule)
    {
        if (rule.Distance is not { } limit)
            return Make(baseline, current, MlDriftCheck.Drift, null, null, false, "");
        if (baseline.Numbers is not null && current.Numbers is not null && KolmogorovSmirnov.Compare(Counted(baseline), Counted(current)) is { } ks)
            return Distance(rule.IsSimple ? ks.Statistic : ks.Robust(), limit);
        if (baseline.Numbers is null && baseline.Categories is { } before && current.Categories is { } after && LInfinity.Compare(before, after) is { } most)
        {
            limit = rule.CategoryDistance ?? limit;
            if (!rule.IsChiSquared)
                return Distance(rule.IsSimple ? most.Statistic : most.Robust(), limit);
            if (ChiSquared.CompareAsDeequ(before, after)?.PValue() is { } p)
                return Make(baseline, current, MlDriftCheck.Drift, p, limit, p < limit, string.Create(CultureInfo.InvariantCulture,
                    $"The chi-squared test's p-value {p:G4} is below {limit:0.####}")) is var made
                    ? made with { Finding = made.Finding with { Method = "Chi-squared of Model Monitor" } } : made;
        }

        var none = Make(baseline, current, MlDriftCheck.Drift, null, limit, false, "");
        return none with { Finding = none.Finding with { Severity = MlSeverity.NoData, Reason = "Nothing to compare: the values of one side are missing or of another type" } };

        Suspicion Distance(double value, double threshold)
        {
            var made = Make(baseline, current, MlDriftCheck.Drift, value, threshold, value > threshold,
                string.Create(CultureInfo.InvariantCulture, $"Baseline drift distance: {value:0.######} exceeds threshold: {threshold:0.####}"));
            return made with { Finding = made.Finding with { Method = rule.IsSimple ? "L-infinity of Model Monitor, simple" : "L-infinity of Model Monitor, robust" } };
        }
    }

    // A sketch of this size is one of Model Monitor's, out of statistics.json; others are as good as the column.
    private static NumericDistribution Counted(ColumnProfile column) => column.NumberSummary.Sketch is { Size: DeequCounting.SketchSize } sketch
        ? DeequCounting.Of([.. Enumerable.Range(0, sketch.LevelCount).Select(level => sketch.Level(level).ToArray())])
        : DeequCounting.Of(column.Numbers!);

    private static Suspicion Make(ColumnProfile baseline, ColumnProfile current, MlDriftCheck check, double? value, double? threshold, bool isBeyond, string reason) => new(
        DistributionTest.Plain(baseline, check) with
        {
            Value = value,
            Threshold = threshold,
            Reason = "Model Monitor would report nothing",
            BaselineCount = DataQuality.Present(baseline),
            CurrentCount = DataQuality.Present(current),
        },
        new Alarm(MlSeverity.Warning, reason),
        isBeyond);
}
