namespace MlMonitor.Core.Training.Rules;

/// <summary>A disk almost full: the next checkpoint kills the job.</summary>
internal sealed class DiskNearFullRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run) => UtilizationMetric.NearFull(
        run, MlTrainingCheck.DiskNearFull, UtilizationMetric.Disk, "disk", run.Thresholds.DiskWarningPercent, run.Thresholds.DiskCriticalPercent);
}
