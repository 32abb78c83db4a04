namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// An endpoint that serves and publishes nothing at all. Of one without instances, serverless or scaled to zero, that only says that it
/// is not asked; unless nobody knows a request of it.
/// </summary>
internal sealed class NoMetricRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var evidence = tested.Evidence;
        if (!tested.Serves || evidence.Series.Count == 0 || evidence.Gaps.Any(g => g.Check == MlEndpointCheck.Metric) || evidence.Series.Any(s => s.Points.Count > 0))
            yield break;
        var hasInstances = tested.Endpoint.Variants.Any(v => v.CurrentInstanceCount > 0);
        if (!hasInstances && evidence.Daily?.Any(s => s.Points.Any(p => p.Time < evidence.Now)) == true)
            yield break;
        yield return tested.Found(MlEndpointCheck.Metric, MlSeverity.NoData, "CloudWatch has no metric of it: whether it is well cannot be told") with { Window = evidence.Window };
    }
}
