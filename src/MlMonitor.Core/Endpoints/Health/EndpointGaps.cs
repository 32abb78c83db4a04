using MlMonitor.Core.Endpoints.Metrics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>What could not be read of an endpoint, each metric once.</summary>
internal static class EndpointGaps
{
    public static IEnumerable<EndpointGap> Of(
        IReadOnlyList<ReadSeries> current, IEnumerable<ReadSeries> lastWeek, IEnumerable<ReadSeries> daily, Problem? alarms)
    {
        if (alarms is not null)
            yield return new EndpointGap(MlEndpointCheck.Alarm, $"Its alarms could not be read: {alarms.Message}");
        if (current.Count > 0 && current.All(r => r.CallFailed))
        {
            yield return new EndpointGap(MlEndpointCheck.Metric, "Its metrics could not be read: the call failed");
            yield break;
        }

        var all = current.Select(r => (Read: r, Of: ""))
            .Concat(lastWeek.Select(r => (Read: r, Of: " of a week ago")))
            .Concat(daily.Select(r => (Read: r, Of: " by day")));
        foreach (var (read, of) in all.Where(r => r.Read.Gap is not null).DistinctBy(r => (r.Read.Series.MetricName, r.Read.Series.VariantName)))
        {
            var what = read.Series.MetricName + of;
            var reason = read.Gap == ProblemId.MetricForbidden ? $"CloudWatch may not show {what}: {read.GapNote}" : $"CloudWatch did not give all of {what}: {read.GapNote}";
            yield return new EndpointGap(MlEndpointCheck.Metric, reason, read.Series.MetricName, read.Series.VariantName);
        }
    }
}
