namespace MlMonitor.Core.Training.Rules;

/// <summary>A job that failed.</summary>
internal sealed class StatusRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        if (run.Job.IsFailure)
        {
            var reason = run.Job.FailureReason.Length > 0 ? run.Job.FailureReason : run.Job.ExitMessage;
            yield return run.Found(MlTrainingCheck.Status, MlSeverity.Critical, reason.Length > 0 ? reason : $"The job is {run.Job.Status}, and gives no reason");
        }
        else if (run.Job.Status == MlStatus.Unknown)
        {
            yield return run.Found(MlTrainingCheck.Status, MlSeverity.NoData, $"The job's status '{run.Job.RawStatus}' is not known to this version");
        }
    }
}
