namespace MlMonitor.Core.Endpoints.Health;

/// <summary>A deployment that failed, was rolled back, or takes too long.</summary>
internal sealed class DeploymentRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var endpoint = tested.Endpoint;
        if (endpoint.Status is MlStatus.Healthy or MlStatus.Degraded)
        {
            // In service, a reason tells of a deployment that did not come through: what serves is the configuration before.
            if (EndpointLacks.OfDeployment(endpoint) is { Length: > 0 } reason)
                yield return tested.Found(MlEndpointCheck.Deployment, MlSeverity.Warning, reason);
            else if (!string.Equals(endpoint.RawStatus, "InService", StringComparison.OrdinalIgnoreCase))
                yield return tested.Found(MlEndpointCheck.Deployment, MlSeverity.Warning, $"The last deployment did not come through: it is {endpoint.RawStatus}");
        }
        else if (endpoint.Status == MlStatus.InProgress
            && (endpoint.Deployment?.Started ?? endpoint.LastModified ?? endpoint.Created) is { } since
            && tested.Evidence.Now - since is var took && took > tested.Thresholds.DeploymentAfter)
        {
            var stage = endpoint.Deployment is { Stage.Length: > 0 } deployment ? $", {deployment.Stage}" : "";
            yield return tested.Found(MlEndpointCheck.Deployment, MlSeverity.Warning, $"It is {endpoint.RawStatus} for {EndpointUnderTest.Say(took)}{stage}") with
            {
                Value = took.TotalSeconds,
                Threshold = tested.Thresholds.DeploymentAfter.TotalSeconds,
                Unit = "s",
                Window = new MlWindow(since, tested.Evidence.Now),
            };
        }
    }
}
