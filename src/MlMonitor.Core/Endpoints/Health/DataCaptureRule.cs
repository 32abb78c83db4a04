namespace MlMonitor.Core.Endpoints.Health;

/// <summary>Capture that stopped; and where it is asked for, capture that is off or was never set up.</summary>
internal sealed class DataCaptureRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        if (!tested.Serves)
            yield break;
        var reason = tested.Endpoint.DataCapture switch
        {
            { IsEnabled: true, IsRunning: false } => "Capture of requests and answers is on and stopped: drift can no longer be seen",
            { IsEnabled: false } when tested.Thresholds.RequireCapture => "Capture of requests and answers is off",
            null when tested.Thresholds.RequireCapture => "Capture of requests and answers was never set up",
            _ => null,
        };
        if (reason is not null)
            yield return tested.Found(MlEndpointCheck.DataCapture, MlSeverity.Warning, reason);
    }
}
