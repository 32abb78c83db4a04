using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A search that goes on although its last trials found nothing better, by more than a small part of the robust standard deviation of
/// the values before. It needs as many trials before as it looks at.
/// </summary>
internal sealed class TuningStagnationRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        if (run.Evidence.Tuning is not { Direction: not MlMetricDirection.Unknown } tuning || !run.IsRunning || tuning.Trials.Count >= tuning.MaximumTrials)
            yield break;
        var sign = tuning.Direction == MlMetricDirection.Maximize ? -1 : 1;
        var ended = tuning.Trials.Where(t => t is { Ended: not null, Objective: { } o } && double.IsFinite(o)).OrderBy(t => t.Ended).ToArray();
        var count = (int)Math.Max(run.Thresholds.StagnationTrials, Math.Ceiling(ended.Length * run.Thresholds.StagnationPercent / 100));
        if (count < 1 || ended.Length < 2 * count)
            yield break;

        var costs = ended.Select(t => sign * t.Objective!.Value).ToArray();
        var (before, lately) = (costs[..^count], costs[^count..]);
        var margin = run.Thresholds.StagnationMarginPercent / 100 * Robust.Scale(before);
        var gain = before.Min() - lately.Min();
        if (gain > margin)
            yield break;
        yield return run.Found(
            MlTrainingCheck.TuningStagnation,
            MlSeverity.Warning,
            $"The last {count} of {ended.Length} trials found nothing better than {TrainingRun.Say(sign * before.Min())}") with
        {
            Value = Math.Max(0, gain),
            Threshold = margin,
            Method = "Gain over the best, against the scaled MAD",
            PointCount = ended.Length,
            Window = new MlWindow(ended[^count].Ended!.Value, run.Evidence.Now),
        };
    }
}
