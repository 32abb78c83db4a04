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

    /// <summary>A build, a build batch or a phase of CodeBuild.</summary>
    /// <param name="raw">The word AWS gave.</param>
    /// <returns>The unified status.</returns>
    public static MlStatus CodeBuild(string? raw) => Fold(raw) switch
    {
        "" => MlStatus.Pending,
        "INPROGRESS" => MlStatus.InProgress,
        "SUCCEEDED" => MlStatus.Succeeded,
        "FAILED" or "FAULT" or "CLIENTERROR" => MlStatus.Failed,
        "TIMEDOUT" => MlStatus.TimedOut,
        "STOPPED" => MlStatus.Stopped,
        _ => MlStatus.Unknown,
    };

    /// <summary>An execution or a map run of Step Functions.</summary>
    /// <param name="raw">The word AWS gave.</param>
    /// <returns>The unified status.</returns>
    public static MlStatus StepFunctions(string? raw) => Fold(raw) switch
    {
        "RUNNING" => MlStatus.InProgress,
        "SUCCEEDED" => MlStatus.Succeeded,
        "FAILED" => MlStatus.Failed,
        "TIMEDOUT" => MlStatus.TimedOut,
        "ABORTED" => MlStatus.Stopped,
        "PENDINGREDRIVE" => MlStatus.Pending,
        _ => MlStatus.Unknown,
    };

    /// <summary>An execution of SageMaker Pipelines, or a step of one.</summary>
    /// <param name="raw">The word AWS gave.</param>
    /// <returns>The unified status.</returns>
    public static MlStatus SageMakerPipeline(string? raw) => Fold(raw) switch
    {
        "STARTING" => MlStatus.Pending,
        "EXECUTING" => MlStatus.InProgress,
        "STOPPING" => MlStatus.Stopping,
        "STOPPED" => MlStatus.Stopped,
        "FAILED" => MlStatus.Failed,
        "SUCCEEDED" => MlStatus.Succeeded,
        _ => MlStatus.Unknown,
    };

    /// <summary>APIs and events spell the same word differently: <c>InService</c> and <c>IN_SERVICE</c>.</summary>
    private static string Fold(string? raw) =>
        new((raw ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
}
