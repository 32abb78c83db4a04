using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>Latency above a threshold: the median over the window of what nine requests in ten do not exceed.</summary>
internal sealed class LatencyRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var (warning, critical) = (tested.Thresholds.LatencyWarningMilliseconds, tested.Thresholds.LatencyCriticalMilliseconds);
        foreach (var series in tested.Of("ModelLatency").Where(s => s.Points.Count >= tested.Thresholds.MinimumPoints))
        {
            var value = Robust.Median([.. series.Points.Select(p => p.Value)]);
            var isCritical = value >= critical;
            if ((isCritical ? critical : warning) is { } threshold && value >= threshold)
                yield return tested.Found(
                    MlEndpointCheck.Latency, isCritical ? MlSeverity.Critical : MlSeverity.Warning,
                    $"Nine requests in ten take the model up to {EndpointUnderTest.Say(value)} ms", series, value, threshold) with { Method = "median of p90" };
        }
    }
}
