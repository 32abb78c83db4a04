namespace MlMonitor.Core.Training.Rules;

/// <summary>A job that will soon be stopped because its time is up. The time it waited for spot capacity does not count against it.</summary>
internal sealed class NearMaximumRuntimeRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        if (!run.IsRunning || run.Job.Started is not { } started || run.Job.MaximumRuntimeSeconds is not { } maximum || maximum <= 0)
            yield break;
        var elapsed = (run.Evidence.Now - started).TotalSeconds - Interrupted(run);
        var percent = 100 * elapsed / maximum;
        if (percent < run.Thresholds.RuntimeWarningPercent)
            yield break;
        var isCritical = percent >= run.Thresholds.RuntimeCriticalPercent;
        var left = TimeSpan.FromSeconds(Math.Max(0, maximum - elapsed));
        yield return run.Found(
            MlTrainingCheck.NearMaximumRuntime,
            isCritical ? MlSeverity.Critical : MlSeverity.Warning,
            $"{percent:0.#} % of its maximum runtime of {TrainingRun.Say(TimeSpan.FromSeconds(maximum))} is used up; {TrainingRun.Say(left)} are left") with
        {
            Value = percent,
            Threshold = isCritical ? run.Thresholds.RuntimeCriticalPercent : run.Thresholds.RuntimeWarningPercent,
            Unit = "%",
            Window = new MlWindow(started, run.Evidence.Now),
        };
    }

    private static double Interrupted(TrainingRun run)
    {
        var transitions = run.Evidence.Transitions;
        return transitions
            .Select((t, i) => TrainingRun.IsStatus(t.Status, "Interrupted") ? ((i + 1 < transitions.Count ? transitions[i + 1].Start : run.Evidence.Now) - t.Start).TotalSeconds : 0)
            .Sum();
    }
}
