namespace MlMonitor.Core.Training.Rules;

/// <summary>A search many of whose trials fail. Trials that were stopped, early or by hand, did not fail.</summary>
internal sealed class FailedTrialRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var ended = run.Evidence.Tuning?.Trials.Where(t => t.Status.IsTerminal()).ToArray() ?? [];
        if (ended.Length == 0 || ended.Length < run.Thresholds.FailedTrialMinimumEnded)
            yield break;
        var failed = ended.Count(t => t.Status.IsFailure());
        var percent = 100.0 * failed / ended.Length;
        if (percent < run.Thresholds.FailedTrialWarningPercent)
            yield break;
        var isCritical = percent >= run.Thresholds.FailedTrialCriticalPercent;
        yield return run.Found(
            MlTrainingCheck.FailedTrial,
            isCritical ? MlSeverity.Critical : MlSeverity.Warning,
            $"{failed} of {ended.Length} ended trials failed") with
        {
            Value = percent,
            Threshold = isCritical ? run.Thresholds.FailedTrialCriticalPercent : run.Thresholds.FailedTrialWarningPercent,
            Unit = "%",
            PointCount = ended.Length,
        };
    }
}
