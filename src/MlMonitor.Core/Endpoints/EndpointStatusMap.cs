namespace MlMonitor.Core.Endpoints;

/// <summary>Puts the status words of endpoints and inference components into the one vocabulary of <see cref="MlStatus"/>.</summary>
public static class EndpointStatusMap
{
    /// <summary>The status of an endpoint by its word alone.</summary>
    /// <param name="raw">The word AWS gave; events write <c>IN_SERVICE</c> where the API writes <c>InService</c>.</param>
    /// <returns>The unified status; <see cref="MlStatus.Unknown"/> for a word this version does not know.</returns>
    public static MlStatus Of(string? raw) => Fold(raw) switch
    {
        "INSERVICE" => MlStatus.Healthy,
        "CREATING" or "UPDATING" or "SYSTEMUPDATING" => MlStatus.InProgress,
        "ROLLINGBACK" or "UPDATEROLLBACKFAILED" => MlStatus.Degraded,
        "OUTOFSERVICE" or "FAILED" => MlStatus.Unavailable,
        "DELETING" => MlStatus.Deleting,
        _ => MlStatus.Unknown,
    };

    private static string Fold(string? raw) =>
        new((raw ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
}
