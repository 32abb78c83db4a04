using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// Validation gets worse while training gets better: since its best level, the validation metric rises by the Mann-Kendall test and
/// stands above that level by a margin, while the training metric falls by the same test over the same time.
/// </summary>
internal sealed class OverfittingRule : ITrainingRule
{
    /// <summary>Fewer values than this cannot show a trend with p &lt; 0.01.</summary>
    private const int FewestSinceBest = 6;

    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        foreach (var pair in CurvePair.In(run.Curves))
        {
            if (Judge(run, pair) is { } finding)
                yield return finding;
        }
    }

    private static MlTrainingFinding? Judge(TrainingRun run, CurvePair pair)
    {
        var thresholds = run.Thresholds;
        var (validation, training) = pair;
        var best = validation.Best;
        var rise = validation.Level[^1] - validation.Level[best];
        var margin = Math.Max(thresholds.MarginSigmas * validation.Noise, thresholds.OverfittingPercent / 100 * validation.Fall);
        if (validation.Count - best < FewestSinceBest || rise <= margin)
            return null;

        var worse = MannKendall.Of(validation.Costs.Values.AsSpan(best));
        var better = MannKendall.Of(training.Costs.Values.AsSpan(SameTime(validation, best, training)));
        if (worse.Rising >= thresholds.Significance || better.Falling >= thresholds.Significance)
            return null;

        var name = validation.Series.MetricName;
        var value = validation.ValueOf(validation.Level[^1]);
        return run.Found(
            MlTrainingCheck.Overfitting,
            MlSeverity.Warning,
            $"{name} went from its best {TrainingRun.Say(validation.ValueOf(validation.Level[best]))} to {TrainingRun.Say(value)} while {training.Series.MetricName} got better") with
        {
            Value = value,
            Threshold = validation.ValueOf(validation.Level[best] + margin),
            MetricName = name,
            Method = $"Mann-Kendall p = {TrainingRun.Say(worse.Rising)} (validation), {TrainingRun.Say(better.Falling)} (training)",
            PointCount = validation.Series.Points.Count,
            Window = validation.WindowFrom(best),
        };
    }

    /// <summary>The place in one curve that is of the same time as a place in another; of the same iteration or part of the run where there are no times.</summary>
    private static int SameTime(Curve from, int index, Curve to)
    {
        var point = from.PointAt(index);
        var places = Enumerable.Range(0, to.Count);
        if (point.Time is { } time && to.Series.Points.All(p => p.Time is not null))
            return places.FirstOrDefault(i => to.PointAt(i).Time >= time, to.Count);
        if (point.Iteration is { } iteration && to.Series.Points.All(p => p.Iteration is not null))
            return places.FirstOrDefault(i => to.PointAt(i).Iteration >= iteration, to.Count);
        return (int)((long)index * to.Count / from.Count);
    }
}
