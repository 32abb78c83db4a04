namespace MlMonitor.Core.Training.Rules;

/// <summary>A metric that became infinite or no number. A loss never comes back from that; another metric may.</summary>
internal sealed class LossNotFiniteRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        foreach (var series in run.Evidence.Metrics)
        {
            var bad = series.Points.Where(p => !double.IsFinite(p.Value)).ToArray();
            if (bad.Length == 0)
                continue;
            var first = bad[0];
            var isLoss = series.Direction == MlMetricDirection.Minimize || MetricDirections.IsLoss(series.MetricName);
            var place = first.Iteration is { } iteration ? $"iteration {iteration}" : $"point {series.Points.ToList().IndexOf(first) + 1} of {series.Points.Count}";
            var what = double.IsNaN(first.Value) ? "not a number" : "infinite";
            yield return run.Found(
                MlTrainingCheck.LossNotFinite,
                isLoss ? MlSeverity.Critical : MlSeverity.Warning,
                $"{series.MetricName} is {what} at {place}, and {bad.Length} of {series.Points.Count} points are not finite") with
            {
                Value = first.Value,
                MetricName = series.MetricName,
                PointCount = series.Points.Count,
                Window = first.Time is { } after && series.Points[^1].Time is { } before ? new MlWindow(after, before) : null,
            };
        }
    }
}
