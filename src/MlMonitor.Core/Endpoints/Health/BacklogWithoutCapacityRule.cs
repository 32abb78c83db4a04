namespace MlMonitor.Core.Endpoints.Health;

/// <summary>A queue and no instance to work on it, at the end of the window. Just scaled from zero that is so for some minutes.</summary>
internal sealed class BacklogWithoutCapacityRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        foreach (var series in tested.Of("HasBacklogWithoutCapacity").Where(s => s.Points.Count >= tested.Thresholds.MinimumPoints))
            if (series.Points.Skip(series.Points.Count - tested.Thresholds.MinimumPoints).All(p => p.Value > 0))
                yield return tested.Found(
                    MlEndpointCheck.BacklogWithoutCapacity, MlSeverity.Critical, "Requests wait, and there is no instance to work on them", series, series.Last!.Value, 0);
    }
}
