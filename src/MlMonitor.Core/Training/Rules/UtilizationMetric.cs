using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>The use of one node over a window.</summary>
/// <param name="Node">The node, such as <c>algo-1</c>.</param>
/// <param name="Percent">The median use, 0 to 100 % of one core or card, or of the whole memory or disk.</param>
/// <param name="PointCount">How many points it is the median of.</param>
/// <param name="Window">From the first to the last of them.</param>
internal sealed record NodeLoad(string Node, double Percent, int PointCount, MlWindow Window);

/// <summary>
/// The metrics of the instances of a job (namespace /aws/sagemaker/TrainingJobs), judged by their median, so that a short dip or peak,
/// such as that of a checkpoint or of an evaluation, does not count.
/// </summary>
internal static class UtilizationMetric
{
    public const string Cpu = "CPUUtilization";
    public const string Memory = "MemoryUtilization";
    public const string Gpu = "GPUUtilization";
    public const string Disk = "DiskUtilization";

    /// <summary>The use of each node with enough points.</summary>
    /// <param name="run">The job.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="units">Over how many cores or cards it is summed.</param>
    /// <param name="wholeRun">Whether an ended job is judged by all of its training, and not only by its end.</param>
    public static IEnumerable<NodeLoad> Of(TrainingRun run, string metric, int units, bool wholeRun)
    {
        var begin = run.TrainingSince ?? DateTimeOffset.MinValue;
        var recent = run.End - run.Thresholds.UtilizationWindow;
        var from = (wholeRun && run.Job.IsTerminal) || recent < begin ? begin : recent;
        foreach (var series in run.Evidence.Utilization.Where(s => s.MetricName == metric))
        {
            var points = series.Points.Where(p => p.Time >= from && p.Time <= run.End && double.IsFinite(p.Value)).ToArray();
            if (points.Length >= run.Thresholds.UtilizationMinimumPoints)
            {
                var window = new MlWindow(points.Min(p => p.Time)!.Value, points.Max(p => p.Time)!.Value);
                yield return new NodeLoad(series.Node ?? "algo-1", Robust.Median([.. points.Select(p => p.Value / units)]), points.Length, window);
            }
        }
    }

    /// <summary>A finding about a node.</summary>
    public static MlTrainingFinding Found(this TrainingRun run, MlTrainingCheck check, MlSeverity severity, string reason, string metric, NodeLoad load, double threshold) =>
        run.Found(check, severity, reason) with
        {
            Value = load.Percent,
            Threshold = threshold,
            Unit = "%",
            MetricName = metric,
            Method = "Median",
            PointCount = load.PointCount,
            Window = load.Window,
        };

    /// <summary>The fullest node where it is past a limit.</summary>
    public static IEnumerable<MlTrainingFinding> NearFull(TrainingRun run, MlTrainingCheck check, string metric, string what, double warning, double critical)
    {
        if (Of(run, metric, 1, wholeRun: false).MaxBy(l => l.Percent) is not { } fullest || fullest.Percent < warning)
            yield break;
        var isCritical = fullest.Percent >= critical;
        var reason = $"The {what} of {fullest.Node} is {fullest.Percent:0.#} % full";
        yield return run.Found(check, isCritical ? MlSeverity.Critical : MlSeverity.Warning, reason, metric, fullest, isCritical ? critical : warning);
    }
}
