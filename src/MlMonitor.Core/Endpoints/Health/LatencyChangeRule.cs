using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// Latency far above that of the same hours a week ago: so many times, and by more than its noise. The hour and the day are the same,
/// so that the rhythm of the day and of the week is not taken for a change.
/// </summary>
internal sealed class LatencyChangeRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var limits = tested.Thresholds;
        foreach (var series in tested.Of("ModelLatency"))
        {
            if (tested.LastWeek(series) is not { } before || series.Points.Count < limits.MinimumPoints || before.Points.Count < limits.MinimumPoints
                || HasFew(tested.Requests(series.VariantName)) || HasFew(RequestsBefore(tested, series)))
                continue;
            double[] now = [.. series.Points.Select(p => p.Value)], then = [.. before.Points.Select(p => p.Value)];
            var (value, usual) = (Robust.Median(now), Robust.Median(then));
            var noise = Math.Max(Robust.Scale(now), Robust.Scale(then));
            if (value < limits.LatencyRatio * usual || value - usual <= limits.LatencySigmas * noise)
                continue;
            yield return tested.Found(
                MlEndpointCheck.LatencyChange, MlSeverity.Warning,
                $"Nine requests in ten take the model up to {EndpointUnderTest.Say(value)} ms, {EndpointUnderTest.Say(value / usual)} times the {EndpointUnderTest.Say(usual)} ms of a week ago",
                series, value, limits.LatencyRatio * usual) with
            { Method = $"median of p90, noise {EndpointUnderTest.Say(noise)} ms" };
        }

        bool HasFew(double? requests) => !(requests >= limits.MinimumRequests);
    }

    private static double? RequestsBefore(EndpointUnderTest tested, MlEndpointSeries series) =>
        tested.Evidence.LastWeek.FirstOrDefault(s => s.MetricName == "Invocations" && s.VariantName == series.VariantName)?.Sum;
}
