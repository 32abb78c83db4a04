using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;
using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>
/// Asks the logs of jobs that have gone quiet two things: when the last line was written, and whether a metric is published no more
/// because its values are not finite.
/// </summary>
internal sealed class LogEvidenceReader(AwsCaller caller)
{
    private const int ReadsAtOnce = 4;
    private const int LinesPerPage = 10_000;

    /// <summary>A value that is not finite comes right behind the last that was; who logs more than this in between is not waited for.</summary>
    private const int MostLines = 50_000;

    /// <summary>The first instance measures, in all but odd jobs.</summary>
    private const int MostStreams = 4;

    /// <summary>Adds what the log tells, where it is needed.</summary>
    public async Task<TrainingEvidence> AddAsync(TrainingEvidence evidence, TrainedJob trained, TrainingEvidenceQuery query, CancellationToken cancellationToken)
    {
        var job = evidence.Job;
        if (job.LogGroup is not { } group || BeginOf(evidence) is not { } begun)
            return evidence;
        var freshSince = evidence.Now - query.StallAfter;
        var needsLast = query.Wants(MlTrainingCheck.Stalled) && job.Status == MlStatus.InProgress
            && !(evidence.Metrics.SelectMany(s => s.Points).Max(p => p.Time) > freshSince);
        IReadOnlyList<QuietMetric> quiet = query.Wants(MlTrainingCheck.LossNotFinite)
            ? [.. QuietMetric.In(trained, evidence.Metrics, begun, job.Ended ?? evidence.Now)]
            : [];
        if (!needsLast && quiet.Count == 0)
            return evidence;

        var calls = new PatientCalls(caller);
        var streams = await JobLogStreams.ListAsync(calls, job, group, cancellationToken).ConfigureAwait(false);
        var last = needsLast ? await LastAsync(calls, group, streams, freshSince, cancellationToken).ConfigureAwait(false) : null;
        var values = await NotFiniteAsync(calls, job, group, streams, quiet, cancellationToken).ConfigureAwait(false);
        var failure = calls.Failure;
        MlTrainingCheck[] lacking = [.. needsLast ? [MlTrainingCheck.Stalled] : (MlTrainingCheck[])[], .. quiet.Count > 0 ? [MlTrainingCheck.LossNotFinite] : (MlTrainingCheck[])[]];
        return evidence with
        {
            LogRead = needsLast && failure is null,
            LastLogEvent = last,
            Metrics = [.. WithValues(evidence.Metrics, values)],
            Gaps = failure is null ? evidence.Gaps : [.. evidence.Gaps, new TrainingGap(lacking, $"The log could not be read: {failure.Message}")],
        };
    }

    /// <summary>When the container began to run; null where it has not, and so has no log.</summary>
    private static DateTimeOffset? BeginOf(TrainingEvidence evidence) =>
        evidence.Transitions.FirstOrDefault(t => TrainingRun.IsStatus(t.Status, "Training"))?.Start ?? evidence.Job.Started;

    /// <summary>
    /// When the last line was written. What the list of streams says is "updated on an eventual consistency basis", in less than an hour
    /// as a rule (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html): it can be too early and
    /// never too late. So a time that is not recent is looked up in the streams themselves.
    /// </summary>
    private static async Task<DateTimeOffset?> LastAsync(
        PatientCalls calls, string group, IReadOnlyList<LogStream> streams, DateTimeOffset freshSince, CancellationToken cancellationToken)
    {
        var last = streams.Max(s => AwsTime.Utc(s.LastEventTimestamp));
        if (last > freshSince || calls.AreOver)
            return last;
        var read = OrderedFanOut.SelectAsync(
            streams, ReadsAtOnce,
            (s, token) => new LogStreamCursor(calls, group, s.LogStreamName, null, null, 1).LastAsync(1, _ => true, wantsAll: true, token),
            cancellationToken);
        await foreach (var events in read.ConfigureAwait(false))
            foreach (var line in events)
                if (AwsTime.Utc(line.Timestamp) is { } time && !(time <= last))
                    last = time;
        return last;
    }

    private static async Task<Dictionary<string, List<MlTrainingMetric>>> NotFiniteAsync(
        PatientCalls calls, MlJob job, string group, IReadOnlyList<LogStream> streams, IReadOnlyList<QuietMetric> quiet, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<MlTrainingMetric>>(StringComparer.Ordinal);
        if (quiet.Count == 0)
            return found;
        var since = quiet.Min(q => q.Since);
        foreach (var stream in streams.OrderBy(s => s.LogStreamName, StringComparer.Ordinal).Take(MostStreams))
        {
            var cursor = new LogStreamCursor(calls, group, stream.LogStreamName, null, since, LinesPerPage);
            for (var lines = 0; lines < MostLines && await cursor.FillAsync(cancellationToken).ConfigureAwait(false); lines++)
            {
                var line = cursor.Take();
                foreach (var metric in quiet)
                    if (AwsTime.Utc(line.Timestamp) is { } time && time >= metric.Since && metric.Values.In(line.Message ?? "") is { } value)
                        Add(metric.Name, time, value);
            }
        }

        return found;

        void Add(string name, DateTimeOffset time, double value)
        {
            if (!found.TryGetValue(name, out var points))
                found[name] = points = [];
            points.Add(new MlTrainingMetric
            {
                JobName = job.JobName,
                MetricName = LogText.Clean(name),
                Value = value,
                Time = time,
                // The log is where CloudWatch has the metric from.
                Source = MlMetricSource.CloudWatch,
                Region = job.Region,
                ProfileName = job.ProfileName,
            });
        }
    }

    /// <summary>The metrics with what was logged of them and not published.</summary>
    private static IEnumerable<MlTrainingSeries> WithValues(IReadOnlyList<MlTrainingSeries> metrics, Dictionary<string, List<MlTrainingMetric>> values)
    {
        foreach (var series in metrics)
            yield return values.Remove(series.MetricName, out var points)
                ? TrainingSeriesBuilder.Build(series.JobName, series.MetricName, series.Points.Concat(points), series.Direction, series.Note)
                : series;
        foreach (var (name, points) in values)
            yield return TrainingSeriesBuilder.Build(points[0].JobName, LogText.Clean(name), points);
    }
}
