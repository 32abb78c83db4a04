namespace MlMonitor.Core.Training.Rules;

/// <summary>Interruptions for want of spot capacity: each costs what was done since the last checkpoint.</summary>
internal sealed class SpotInterruptionRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var interruptions = run.Evidence.Transitions.Where(t => TrainingRun.IsStatus(t.Status, "Interrupted")).ToArray();
        var count = interruptions.Length;
        if (count == 0 || count < run.Thresholds.SpotInterruptionWarning)
            yield break;
        var isCritical = count >= run.Thresholds.SpotInterruptionCritical;
        yield return run.Found(
            MlTrainingCheck.SpotInterruption,
            isCritical ? MlSeverity.Critical : MlSeverity.Warning,
            $"Interrupted {(count == 1 ? "once" : $"{count} times")} for want of spot capacity") with
        {
            Value = count,
            Threshold = isCritical ? run.Thresholds.SpotInterruptionCritical : run.Thresholds.SpotInterruptionWarning,
            Window = new MlWindow(interruptions[0].Start, run.End),
        };
    }
}
