using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A search that goes on although as many trials in a row as it had made before found nothing better by more than a small part of the
/// robust standard deviation of the trials' values. Small gains add up. Of a search by chance, whose trials may come in any order, the
/// best of n is not among the last k with a chance of 1 − k/n, and one of the next k is better with a chance of k/(n + k)
/// (Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13 (2012), for such searches).
/// </summary>
internal sealed class TuningStagnationRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        if (run.Evidence.Tuning is not { Direction: not MlMetricDirection.Unknown } tuning || !run.IsRunning || tuning.Trials.Count >= tuning.MaximumTrials)
            yield break;
        var sign = tuning.Direction == MlMetricDirection.Maximize ? -1 : 1;
        var ended = tuning.Trials.Where(t => t is { Ended: not null, Objective: { } o } && double.IsFinite(o)).OrderBy(t => t.Ended).ToArray();
        var costs = ended.Select(t => sign * t.Objective!.Value).ToArray();
        var limit = (int)Math.Max(run.Thresholds.StagnationTrials, Math.Ceiling(costs.Length * run.Thresholds.StagnationPercent / 100));
        var last = LastBetter(costs, run.Thresholds.StagnationMarginPercent / 100 * Robust.Scale(costs));
        var idle = costs.Length - 1 - last;
        if (costs.Length - limit < run.Thresholds.StagnationTrials || idle < limit)
            yield break;
        yield return run.Found(
            MlTrainingCheck.TuningStagnation,
            MlSeverity.Warning,
            $"The last {idle} of {costs.Length} trials found nothing better than {TrainingRun.Say(sign * costs[last])}; "
            + $"of as many more by chance, one would be better with a chance of {100.0 * idle / (costs.Length + idle):0} %") with
        {
            Value = idle,
            Threshold = limit,
            Unit = "trials",
            Method = "Order statistics of a random search",
            PointCount = costs.Length,
            Window = new MlWindow(ended[last].Ended!.Value, run.Evidence.Now),
        };
    }

    /// <summary>The last value that was better than the last better one by a margin.</summary>
    private static int LastBetter(double[] costs, double margin)
    {
        var last = 0;
        for (var i = 1; i < costs.Length; i++)
            last = costs[i] < costs[last] - margin ? i : last;
        return last;
    }
}
