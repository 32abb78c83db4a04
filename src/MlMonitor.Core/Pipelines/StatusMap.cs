namespace MlMonitor.Core.Pipelines;

/// <summary>Puts the status words of AWS into the one vocabulary of <see cref="MlStatus"/>.</summary>
public static class StatusMap
{
    /// <summary>A pipeline, stage or action of CodePipeline.</summary>
    /// <param name="raw">The word AWS gave; null or empty where there is none yet.</param>
    /// <returns>The unified status; <see cref="MlStatus.Unknown"/> for a word this version does not know.</returns>
    public static MlStatus CodePipeline(string? raw) => Fold(raw) switch
    {
        "" => MlStatus.Pending,
        "INPROGRESS" or "STARTED" or "RESUMED" => MlStatus.InProgress,
        "STOPPING" => MlStatus.Stopping,
        "STOPPED" or "CANCELLED" or "CANCELED" or "ABANDONED" => MlStatus.Stopped,
        "SUPERSEDED" => MlStatus.Superseded,
        "SUCCEEDED" => MlStatus.Succeeded,
        "SKIPPED" => MlStatus.Skipped,
        "FAILED" => MlStatus.Failed,
        _ => MlStatus.Unknown,
    };

    /// <summary>APIs and events spell the same word differently: <c>InService</c> and <c>IN_SERVICE</c>.</summary>
    private static string Fold(string? raw) =>
        new((raw ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
}
