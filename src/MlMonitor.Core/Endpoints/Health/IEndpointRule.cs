namespace MlMonitor.Core.Endpoints.Health;

/// <summary>Looks for one thing that is wrong with an endpoint.</summary>
internal interface IEndpointRule
{
    /// <summary>Judges an endpoint; gives nothing where nothing is wrong or there is too little to tell.</summary>
    IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested);
}
