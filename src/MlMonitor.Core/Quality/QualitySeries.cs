using System.Globalization;
using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Quality;

/// <summary>Adds to findings how their metric went over time.</summary>
internal static class QualitySeries
{
    // From four values on a trend can be told at all; a warning needs it to be one in a hundred by chance.
    private const int FewestPoints = 4;
    private const double Told = 0.05;
    private const double Warned = 0.01;

    /// <summary>Adds the series, and its trend in words. One that is Ok over all but surely gets worse becomes a Warning.</summary>
    /// <param name="findings">The findings of the whole window.</param>
    /// <param name="series">The results of hours or days, in order.</param>
    /// <param name="query">What is asked.</param>
    public static IEnumerable<MlQualityFinding> Add(IReadOnlyList<MlQualityFinding> findings, IReadOnlyList<(DateTimeOffset Time, QualityResult Result)> series, QualityQuery query)
    {
        if (query.Bin is not { } bin)
            return findings;
        var unit = bin >= TimeSpan.FromDays(1) ? "day" : "hour";
        return findings.Select(finding => With(finding, [.. series.Select(part => Point(part.Time, part.Result, finding.MetricName, query.Options.MinimumSample))], unit))
            .OrderBy(finding => finding.Severity switch { MlSeverity.Critical => 0, MlSeverity.Warning => 1, MlSeverity.NoData => 2, _ => 3 });
    }

    private static MlQualityPoint Point(DateTimeOffset time, QualityResult result, string metric, int least)
    {
        var found = result.Find(metric);
        return result.Count < least || found?.Value is not { } value
            ? new MlQualityPoint(time, null, null, null, result.Count)
            : new MlQualityPoint(time, value, found.Interval?.Lower, found.Interval?.Upper, result.Count);
    }

    private static MlQualityFinding With(MlQualityFinding finding, MlList<MlQualityPoint> points, string unit)
    {
        finding = finding with { Series = points };
        double[] values = [.. points.Select(point => point.Value).OfType<double>().Where(double.IsFinite)];
        if (finding.Severity == MlSeverity.NoData)
            return finding;
        if (values.Length < FewestPoints)
            return finding with { Reason = $"{finding.Reason}; too few {unit}s with labels for a trend ({values.Length})" };
        var trend = MannKendall.Of(values);
        var p = Math.Min(1, 2 * Math.Min(trend.Rising, trend.Falling));
        var isRising = trend.S > 0;
        var words = string.Create(CultureInfo.InvariantCulture,
            $"by {unit} {values[0]:0.###} to {values[^1]:0.###}, {(p > Told ? "no trend" : isRising ? "rising" : "falling")} (p {p:0.###})");
        var isWorse = QualityMetrics.IsHigherBetter(finding.MetricName) is { } better && better != isRising;
        return finding with
        {
            Reason = $"{finding.Reason}; {words}",
            Severity = finding.Severity == MlSeverity.Ok && isWorse && p < Warned ? MlSeverity.Warning : finding.Severity,
        };
    }
}
