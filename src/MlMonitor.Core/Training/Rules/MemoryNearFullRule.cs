namespace MlMonitor.Core.Training.Rules;

/// <summary>Memory almost full: the next larger batch kills the job.</summary>
internal sealed class MemoryNearFullRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run) => UtilizationMetric.NearFull(
        run, MlTrainingCheck.MemoryNearFull, UtilizationMetric.Memory, "memory", run.Thresholds.MemoryWarningPercent, run.Thresholds.MemoryCriticalPercent);
}
