namespace MlMonitor.Core.Pipelines;

/// <summary>What a pipeline's status means, the same for every engine.</summary>
internal static class PipelineJudgement
{
    /// <summary>Fills in how old the state is and how much it matters.</summary>
    public static MlPipelineStatus Judged(this MlPipelineStatus status, DateTimeOffset now) => status with
    {
        Age = status.Since is not { } since ? null : now > since ? now - since : TimeSpan.Zero,
        Severity = status.Status switch
        {
            MlStatus.Failed or MlStatus.TimedOut => MlSeverity.Critical,
            MlStatus.Unknown => MlSeverity.NoData,
            MlStatus.Stopped or MlStatus.SucceededWithWarnings => MlSeverity.Warning,
            _ => status.IsStalled ? MlSeverity.Warning : MlSeverity.Ok,
        },
    };

    /// <summary>Calls a running step slow where it has run far longer than it usually does.</summary>
    public static MlPipelineStatus WithSlowStep(this MlPipelineStatus status, UsualDuration usual)
    {
        if (status.Age is not { } running || !usual.IsExceededBy(running))
            return status;
        var where = status.Action is null ? status.Stage : $"{status.Stage}/{status.Action}";
        return status with
        {
            WaitingFor = MlPipelineWait.SlowStep,
            WaitingOn = where ?? status.PipelineName,
            Severity = MlSeverity.Warning,
            Reason = $"{where ?? status.PipelineName}: {usual.Compare(running)}",
        };
    }
}
