using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A running job whose metrics came down earlier and stand still in the last half. That no gain can be seen is not enough: noise hides
/// one. So the most that the last half can have gained, by the upper end of the interval of the Theil-Sen slope, must be below the
/// threshold, which is a part of both the level and of all that was gained before. A loss below a hundredth of where it began is no
/// plateau: it has nowhere left to go. Validation metrics are judged where there are any, and all of them must stand still.
/// </summary>
internal sealed class PlateauRule : ITrainingRule
{
    /// <summary>Below this part of its first level a loss has come to its end.</summary>
    private const double AlmostZero = 0.01;

    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var held = run.Curves.Where(c => c.Name.Data == MetricData.Validation).ToArray();
        var judged = held.Length > 0 ? held : run.Curves;
        if (!run.IsTraining || judged.Count == 0)
            yield break;
        var findings = judged.Select(c => Judge(run, c)).ToArray();
        if (Array.TrueForAll(findings, f => f is not null))
            yield return findings.MaxBy(f => f!.PointCount)!;
    }

    private static MlTrainingFinding? Judge(TrainingRun run, Curve curve)
    {
        var thresholds = run.Thresholds;
        var length = (int)Math.Ceiling(curve.Count * thresholds.PlateauWindowPercent / 100);
        if (length < thresholds.PlateauMinimumPoints || length >= curve.Count)
            return null;

        var before = curve.Level.Take(curve.Count - length).Max();
        var level = Robust.Median(curve.Costs.Values.AsSpan(^length..));
        var gained = before - level;
        if (curve.Series.Direction == MlMetricDirection.Minimize && level < AlmostZero * before)
            return null;

        var hasLearnt = gained > thresholds.MarginSigmas * curve.Noise;
        var window = hasLearnt ? curve.Costs.Slice(^length..) : curve.Costs;
        var scale = hasLearnt ? Math.Min(gained, 3 * Math.Abs(level)) : Math.Abs(level) / 2;
        var line = TheilSen.Of(window, lingers: true);
        var span = window.Places[^1] - window.Places[0];
        var (gain, least, most) = (-line.Slope * span, -line.High * span, -line.Low * span);
        var limit = thresholds.PlateauPercent / 100 * scale;
        if (scale == 0 || most > limit || gain < -limit || (least > 0 && most > limit / 3))
            return null;

        var name = curve.Series.MetricName;
        return run.Found(
            MlTrainingCheck.Plateau,
            MlSeverity.Warning,
            $"{name} stands still at {TrainingRun.Say(curve.ValueOf(level))}: the last {thresholds.PlateauWindowPercent:0} % of the points gained less than {thresholds.PlateauPercent:0.##} %") with
        {
            Value = 100 * Math.Max(0, gain) / scale,
            Threshold = thresholds.PlateauPercent,
            Unit = "%",
            MetricName = name,
            Method = "Theil-Sen slope, upper end of the 95 % interval",
            PointCount = curve.Series.Points.Count,
            Window = curve.WindowFrom(curve.Count - length),
        };
    }
}
