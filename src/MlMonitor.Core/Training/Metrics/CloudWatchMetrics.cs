using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>The metrics that CloudWatch has of training jobs: those of the algorithm and those of its instances.</summary>
internal sealed class CloudWatchMetrics(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "CloudWatch";
    private const string Namespace = "/aws/sagemaker/TrainingJobs";

    /// <summary>The most that GetMetricData takes.</summary>
    private const int QueriesPerCall = 500;

    /// <summary>How far ListMetrics looks back.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromDays(14);

    private static readonly string[] OfGpus = ["GPUUtilization", "GPUMemoryUtilization"];

    /// <summary>The metrics that every instance has, and those that only some have.</summary>
    public static IReadOnlyList<string> OfInstances { get; } = ["CPUUtilization", "MemoryUtilization", "DiskUtilization", .. OfGpus];

    private IAmazonCloudWatch Client => caller.Clients.CloudWatch(caller.Connection);

    /// <summary>What can be asked of the instances of a job.</summary>
    public static IEnumerable<SeriesUnderWay> InstanceSeries(TrainedJob job, TrainingMetricQuery query) =>
        from name in OfInstances
        where query.Wants(name) && (job.HasGpu || !OfGpus.Contains(name))
        from node in Enumerable.Range(1, job.NodeCount)
        select new SeriesUnderWay(job, name, $"algo-{node}", MlMetricSource.CloudWatch);

    /// <summary>The algorithm's metrics that CloudWatch lists: those of the last two weeks, and a new one only after up to 15 minutes.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(TrainedJob job, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - job.Life.Before > Listed)
        {
            caller.Sink.Detail($"The training job {job.Name} names no metrics, and CloudWatch lists none that are older than two weeks.");
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var metrics = caller.ListAsync(
            Service, "cloudwatch:ListMetrics",
            (token, t) => Client.ListMetricsAsync(new ListMetricsRequest
            {
                Namespace = Namespace,
                Dimensions = [new DimensionFilter { Name = "TrainingJobName", Value = job.Name }],
                NextToken = token,
            }, t),
            page => page.NextToken,
            page => page.Metrics,
            cancellationToken,
            job.Name,
            failed: _ => job.Failed = true);
        await foreach (var metric in metrics.ConfigureAwait(false))
            if (metric.MetricName is { Length: > 0 } name)
                names.Add(name);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads points into the series, 500 series a call.</summary>
    public async Task ReadAsync(IReadOnlyList<SeriesUnderWay> series, TrainingMetricQuery query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var calls = 0;
        // A call has one window, and the age of its beginning limits the period: series of one period go together.
        foreach (var group in series.Where(s => IsKept(s, query, now)).GroupBy(s => MetricPeriod.Of(Window(s.Job, query), now, query.Period)).OrderBy(g => g.Key))
        {
            if (query.Period is { } asked && asked != group.Key)
                caller.Sink.Detail($"CloudWatch does not keep points {asked} s apart of that age; those of {group.Key} s are read.");
            foreach (var chunk in group.Chunk(QueriesPerCall))
            {
                await ReadAsync(chunk, query, group.Key, cancellationToken).ConfigureAwait(false);
                calls++;
            }
        }

        if (calls > 0)
            caller.Sink.Detail($"CloudWatch was asked for {series.Count} metrics of {series.Select(s => s.Job).Distinct().Count()} jobs in {calls} batches.");
    }

    private static MlWindow Window(TrainedJob job, TrainingMetricQuery query) =>
        query.After is { } after && after > job.Life.After ? job.Life with { After = after } : job.Life;

    private bool IsKept(SeriesUnderWay series, TrainingMetricQuery query, DateTimeOffset now)
    {
        var window = Window(series.Job, query);
        if (now - window.Before > MetricPeriod.Longest)
            caller.Sink.Detail($"CloudWatch no longer keeps {series.Name} of {series.Job.Name}.");
        return window.Length > TimeSpan.Zero && now - window.Before <= MetricPeriod.Longest;
    }

    private async Task ReadAsync(SeriesUnderWay[] chunk, TrainingMetricQuery query, int period, CancellationToken cancellationToken)
    {
        var windows = chunk.Select(s => MetricPeriod.Align(Window(s.Job, query), period)).ToList();
        var (begin, end) = (windows.Min(w => w.After), windows.Max(w => w.Before));
        var queries = chunk.Select((s, i) => Query(s, i, period)).ToList();
        var answers = chunk.Select(_ => new Answer()).ToArray();
        var failed = false;
        var pages = AwsPaging.PagesAsync(
            (token, stop) => caller.TryAsync(Service, "cloudwatch:GetMetricData", chunk.Length == 1 ? chunk[0].Name : chunk[0].Job.Name,
                t => Client.GetMetricDataAsync(new GetMetricDataRequest
                {
                    MetricDataQueries = queries,
                    StartTime = begin.UtcDateTime,
                    EndTime = end.UtcDateTime,
                    ScanBy = ScanBy.TimestampAscending,
                    NextToken = token,
                }, t),
                stop),
            page => page?.NextToken,
            cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            failed = page is null;
            foreach (var message in (page?.Messages ?? []).Select(Words).Distinct(StringComparer.Ordinal))
                caller.Sink.Warn($"CloudWatch says of the metrics asked for: {message}");
            foreach (var result in page?.MetricDataResults ?? [])
                if (Index(result.Id, chunk.Length) is { } i)
                    answers[i].Take(result);
        }

        for (var i = 0; i < chunk.Length; i++)
        {
            chunk[i].Job.Failed |= failed;
            answers[i].Give(chunk[i], windows[i], failed, caller.Connection);
        }
    }

    private static MetricDataQuery Query(SeriesUnderWay series, int index, int period) => new()
    {
        Id = $"m{index}",
        ReturnData = true,
        MetricStat = new MetricStat
        {
            Metric = new Metric
            {
                Namespace = Namespace,
                MetricName = series.Name,
                Dimensions =
                [
                    series.Node is { } node
                        ? new Dimension { Name = "Host", Value = $"{series.Job.Name}/{node}" }
                        : new Dimension { Name = "TrainingJobName", Value = series.Job.Name },
                ],
            },
            Period = period,
            Stat = "Average",
        },
    };

    private static int? Index(string? id, int count) =>
        id is ['m', .. var number] && int.TryParse(number, out var index) && index >= 0 && index < count ? index : null;

    private static string Words(MessageData message) => LogText.Clean($"{message.Code}: {message.Value}");

    /// <summary>What the pages of a reply say of one series.</summary>
    private sealed class Answer
    {
        private readonly Dictionary<DateTimeOffset, double> _points = [];
        private readonly List<string> _messages = [];
        private StatusCode? _status;

        public void Take(MetricDataResult result)
        {
            foreach (var (time, value) in (result.Timestamps ?? []).Zip(result.Values ?? []))
                _points.TryAdd(AwsTime.Utc(time), value);
            _messages.AddRange((result.Messages ?? []).Select(Words));
            // A page that is not the last is partial by nature, so the last word counts; an error is not undone by a later page.
            if (_status != StatusCode.Forbidden && _status != StatusCode.InternalError)
                _status = result.StatusCode;
        }

        public void Give(SeriesUnderWay series, MlWindow window, bool failed, AwsConnection connection)
        {
            foreach (var (time, value) in _points)
                if (time >= window.After && time < window.Before)
                    series.Add(value, time, null, connection);
            var words = _messages.Count == 0 ? "" : $" ({string.Join("; ", _messages)})";
            if (_status == StatusCode.Forbidden)
                series.Lacks(ProblemId.MetricForbidden, $"Forbidden{words}");
            else if (failed)
                series.Lacks(ProblemId.MetricIncomplete, $"a call failed before all was read{words}");
            else if (_status is null)
                series.Lacks(ProblemId.MetricIncomplete, "CloudWatch left it out of its reply");
            else if (_status != StatusCode.Complete)
                series.Lacks(ProblemId.MetricIncomplete, $"{_status.Value}{words}");
            else if (_messages.Count > 0)
                series.Lacks(ProblemId.MetricIncomplete, string.Join("; ", _messages));
        }
    }
}
