using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>A job in training that has neither logged nor published anything for far longer than it usually does.</summary>
internal sealed class StalledRule : ITrainingRule
{
    /// <summary>A silence of this many limits is nothing that can wait for the morning.</summary>
    private const double CriticalFactor = 4;

    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var evidence = run.Evidence;
        if (!run.IsRunning || !TrainingRun.IsStatus(run.Job.SecondaryStatus, "Training"))
            yield break;
        var last = new[] { evidence.LastLogEvent, evidence.LastMetric, evidence.Metrics.SelectMany(s => s.Points).Max(p => p.Time) }.Max();
        if ((last ?? (evidence.LogRead ? run.TrainingSince : null)) is not { } since)
            yield break;

        var usual = UsualInterval(evidence.Metrics);
        var limit = TimeSpan.FromSeconds(Math.Max(run.Thresholds.StallAfter.TotalSeconds, run.Thresholds.StallIntervals * (usual ?? 0)));
        // Back at work after an interruption, it has had no time to say anything yet.
        var back = evidence.Transitions.LastOrDefault(t => TrainingRun.IsStatus(t.Status, "Training"))?.Start;
        var begin = back > since ? back.Value : since;
        var silence = evidence.Now - begin;
        if (silence < limit)
            yield break;

        var cadence = usual is { } seconds ? $", usually a point every {TrainingRun.Say(TimeSpan.FromSeconds(seconds))}" : "";
        yield return run.Found(
            MlTrainingCheck.Stalled,
            silence >= limit * CriticalFactor ? MlSeverity.Critical : MlSeverity.Warning,
            last is null ? $"Nothing logged or published in the {TrainingRun.Say(silence)} since training began" : $"Nothing logged or published for {TrainingRun.Say(silence)}{cadence}") with
        {
            Value = silence.TotalSeconds,
            Threshold = limit.TotalSeconds,
            Unit = "s",
            PointCount = evidence.Metrics.Sum(s => s.Points.Count),
            Window = new MlWindow(begin, evidence.Now),
        };
    }

    /// <summary>The median interval of the metric that is published most often, in seconds; null where there are no two points.</summary>
    private static double? UsualInterval(IEnumerable<MlTrainingSeries> metrics)
    {
        double? usual = null;
        foreach (var series in metrics)
        {
            var times = series.Points.Select(p => p.Time).OfType<DateTimeOffset>().Distinct().Order().ToArray();
            if (times.Length < 2)
                continue;
            var median = Robust.Median([.. times.Skip(1).Zip(times, (later, earlier) => (later - earlier).TotalSeconds)]);
            usual = Math.Min(usual ?? median, median);
        }
        return usual;
    }
}
