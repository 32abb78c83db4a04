namespace MlMonitor.Core.Training.Jobs;

/// <summary>Puts the status words of SageMaker's jobs into the one vocabulary of <see cref="MlStatus"/>.</summary>
public static class JobStatusMap
{
    /// <summary>The status of a job of any kind; the kinds share their words.</summary>
    /// <param name="raw">The word AWS gave.</param>
    /// <param name="secondary">The finer status, which tells a job that ran out of time from one that was stopped; null for none.</param>
    /// <returns>The unified status; <see cref="MlStatus.Unknown"/> for a word this version does not know.</returns>
    public static MlStatus Of(string? raw, string? secondary = null) => Fold(raw) switch
    {
        "STOPPED" when Fold(secondary) is "MAXRUNTIMEEXCEEDED" or "MAXWAITTIMEEXCEEDED" or "MAXAUTOMLJOBRUNTIMEREACHED" => MlStatus.TimedOut,
        "COMPLETED" when Fold(secondary) is "EXPLAINABILITYERROR" or "MODELINSIGHTSERROR" or "MODELDEPLOYMENTERROR" => MlStatus.SucceededWithWarnings,
        "PENDING" or "INITIALIZING" or "STARTING" or "CREATED" => MlStatus.Pending,
        "INPROGRESS" or "RUNNING" => MlStatus.InProgress,
        "COMPLETED" => MlStatus.Succeeded,
        "FAILED" or "DELETEFAILED" => MlStatus.Failed,
        "STOPPING" => MlStatus.Stopping,
        "STOPPED" => MlStatus.Stopped,
        "DELETING" => MlStatus.Deleting,
        _ => MlStatus.Unknown,
    };

    /// <summary>The word of AWS that lists of jobs can be filtered by; null where no single word means this status.</summary>
    internal static string? Filter(IReadOnlySet<MlStatus> statuses) => statuses.Count != 1 ? null : statuses.First() switch
    {
        MlStatus.InProgress => "InProgress",
        MlStatus.Succeeded => "Completed",
        MlStatus.Failed => "Failed",
        MlStatus.Stopping => "Stopping",
        MlStatus.Stopped or MlStatus.TimedOut => "Stopped",
        _ => null,
    };

    private static string Fold(string? raw) =>
        new((raw ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
}
