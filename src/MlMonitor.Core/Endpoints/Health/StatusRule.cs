namespace MlMonitor.Core.Endpoints.Health;

/// <summary>An endpoint that is out of service, or in a state that is not known.</summary>
internal sealed class StatusRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var endpoint = tested.Endpoint;
        if (endpoint.Status == MlStatus.Unavailable)
            yield return tested.Found(MlEndpointCheck.Status, MlSeverity.Critical, endpoint.FailureReason.Length > 0 ? endpoint.FailureReason : $"It is {endpoint.RawStatus}, and gives no reason");
        else if (endpoint.Status == MlStatus.Unknown)
            yield return tested.Found(MlEndpointCheck.Status, MlSeverity.NoData, $"The status '{endpoint.RawStatus}' is not known to this version");
    }
}
