using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>Makes one series of the points of a metric.</summary>
public static class TrainingSeriesBuilder
{
    /// <summary>Puts points in order, drops repeated ones, and works out the first, last and best value and the trend.</summary>
    /// <param name="jobName">The job.</param>
    /// <param name="metricName">The metric.</param>
    /// <param name="points">Its points on one instance and from one source, in any order. Of two of one time and iteration the later given one counts.</param>
    /// <param name="direction">Which way it gets better; null to go by its name (<see cref="MetricDirections"/>).</param>
    /// <param name="note">What the source said where it did not give everything; empty where it did.</param>
    /// <param name="source">Where it was read; for a series without points, others say it themselves.</param>
    /// <param name="region">The AWS region; for a series without points.</param>
    /// <param name="profileName">The credential profile; for a series without points.</param>
    /// <param name="node">The instance; for a series without points.</param>
    /// <returns>The series. Its trend is the change a point by Theil-Sen, over at most 200 bucket medians.</returns>
    public static MlTrainingSeries Build(
        string jobName,
        string metricName,
        IEnumerable<MlTrainingMetric> points,
        MlMetricDirection? direction = null,
        string note = "",
        MlMetricSource source = MlMetricSource.CloudWatch,
        string region = "",
        string? profileName = null,
        string? node = null)
    {
        var ordered = InOrder(points);
        var finite = ordered.Where(p => double.IsFinite(p.Value)).ToArray();
        var known = direction ?? MetricDirections.Of(metricName);
        var best = finite.Length == 0 ? null : known switch
        {
            MlMetricDirection.Minimize => finite.MinBy(p => p.Value),
            MlMetricDirection.Maximize => finite.MaxBy(p => p.Value),
            _ => null,
        };
        var sample = ordered.Length > 0 ? ordered[0] : null;
        return new MlTrainingSeries
        {
            JobName = jobName,
            MetricName = metricName,
            Node = sample?.Node ?? node,
            Source = sample?.Source ?? source,
            Direction = known,
            First = finite.Length == 0 ? null : finite[0].Value,
            Last = ordered.Length == 0 ? null : ordered[^1].Value,
            Best = best?.Value,
            BestAt = best?.Time,
            Trend = finite.Length < 3 ? null : TheilSen.Of(Samples.Of([.. ordered.Select(p => p.Value)]).Thinned(200)).Slope,
            Points = new MlList<MlTrainingMetric>(ordered),
            Note = note,
            Region = sample?.Region ?? region,
            ProfileName = sample?.ProfileName ?? profileName,
        };
    }

    /// <summary>In order of time where every point has one, as a restarted job counts its iterations anew; else of iteration.</summary>
    private static MlTrainingMetric[] InOrder(IEnumerable<MlTrainingMetric> points)
    {
        var distinct = new Dictionary<(DateTimeOffset?, long?), MlTrainingMetric>();
        foreach (var point in points)
            distinct[(point.Time, point.Iteration)] = point;
        return distinct.Values.All(p => p.Time is not null)
            ? [.. distinct.Values.OrderBy(p => p.Time).ThenBy(p => p.Iteration)]
            : [.. distinct.Values.OrderBy(p => p.Iteration ?? long.MaxValue).ThenBy(p => p.Time)];
    }
}
