using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A running job whose metrics stand still in the last half, or have never moved. That no gain can be seen is not enough: noise hides
/// one. So the most that can have been gained, by the upper end of the interval of the Theil-Sen slope, must be below a threshold, a
/// test for equivalence (Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987), 657–680); where a gain can be seen all the
/// same, below a quarter of it. A loss below a hundredth of where it began has nowhere left to go. Validation metrics are judged where
/// there are any, and all of them must stand still.
/// </summary>
internal sealed class PlateauRule : ITrainingRule
{
    /// <summary>Below this part of its first level a loss has come to its end.</summary>
    private const double AlmostZero = 0.01;

    /// <summary>A loss that came down to a small part of itself is held against this many times its level, and not against all it gained.</summary>
    private const double LevelFactor = 3;

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
        var hasLearnt = gained > thresholds.MarginSigmas * curve.Noise;
        var scale = hasLearnt ? Math.Min(gained, LevelFactor * Math.Abs(level)) : Math.Abs(level) / 2;
        if (scale <= 0 || (curve.Series.Direction == MlMetricDirection.Minimize && level < AlmostZero * before))
            return null;

        var window = hasLearnt ? curve.Costs.Slice(^length..) : curve.Costs;
        var line = TheilSen.Of(window, lingers: true);
        var unit = (window.Places[^1] - window.Places[0]) / scale * 100;
        var (gain, least, most) = (-line.Slope * unit, -line.High * unit, -line.Low * unit);
        var limit = thresholds.PlateauPercent;
        if (most > limit || gain < -limit || (least > 0 && most > limit / 4))
            return null;

        var name = curve.Series.MetricName;
        return run.Found(
            MlTrainingCheck.Plateau,
            MlSeverity.Warning,
            $"{name} stands still at {TrainingRun.Say(curve.ValueOf(level))}: "
            + (hasLearnt ? $"the last {thresholds.PlateauWindowPercent:0} % of its points" : "all its points")
            + $" gained at most {TrainingRun.Say(Math.Max(0, most))} % of {TrainingRun.Say(scale)}") with
        {
            Value = Math.Max(0, most),
            Threshold = limit,
            Unit = "%",
            MetricName = name,
            Method = "Theil-Sen slope, upper end of the 95 % interval",
            PointCount = curve.Series.Points.Count,
            Window = curve.WindowFrom(curve.Count - window.Count),
        };
    }
}
