namespace MlMonitor.Core.Training.Rules;

/// <summary>A loss that leaves its best level and does not come back (<see cref="Departure"/>). What is overfitting is left to <see cref="OverfittingRule"/>.</summary>
internal sealed class DivergingRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var overfitted = new OverfittingRule().Judge(run).Select(f => f.MetricName).ToHashSet();
        return run.Curves
            .Where(c => !overfitted.Contains(c.Series.MetricName))
            .Select(c => Judge(run, c))
            .OfType<MlTrainingFinding>();
    }

    private static MlTrainingFinding? Judge(TrainingRun run, Curve curve)
    {
        if (Departure.Of(curve, run.Thresholds.DivergencePercent, run.Thresholds) is not { } departure)
            return null;
        var (rise, margin, name) = (departure.Rise, departure.Margin, curve.Series.MetricName);
        var isLost = rise >= curve.Fall && rise > 2 * margin;
        var end = curve.Level[departure.Best] + rise;
        var verb = curve.Series.Direction == MlMetricDirection.Maximize ? "fell" : "rose";
        return run.Found(
            MlTrainingCheck.Diverging,
            isLost ? MlSeverity.Critical : MlSeverity.Warning,
            $"{name} {verb} from {TrainingRun.Say(curve.ValueOf(end - rise))} to {TrainingRun.Say(curve.ValueOf(end))}"
            + (isLost ? ": all that was learnt is lost" : $", {TrainingRun.Say(rise / margin)} times the margin, and does not come back")) with
        {
            Value = curve.ValueOf(end),
            Threshold = curve.ValueOf(end - rise + margin),
            MetricName = name,
            Method = $"Page's CUSUM, Mann-Kendall p = {TrainingRun.Say(departure.Chance)}",
            PointCount = curve.Series.Points.Count,
            Window = curve.WindowFrom(departure.Onset),
        };
    }
}
