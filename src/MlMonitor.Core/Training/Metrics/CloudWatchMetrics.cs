using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>The metrics that CloudWatch has of training jobs: those of the algorithm and those of its instances.</summary>
internal sealed class CloudWatchMetrics(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "CloudWatch";
    private const string Namespace = "/aws/sagemaker/TrainingJobs";

    /// <summary>How far ListMetrics looks back.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromDays(14);

    private static readonly string[] OfGpus = ["GPUUtilization", "GPUMemoryUtilization"];

    /// <summary>The metrics that every instance has, and those that only some have.</summary>
    public static IReadOnlyList<string> OfInstances { get; } = ["CPUUtilization", "MemoryUtilization", "DiskUtilization", .. OfGpus];

    private readonly MetricDataReader _metrics = new(caller);

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
            foreach (var chunk in group.Chunk(MetricDataReader.QueriesPerCall))
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
        var whole = new MlWindow(windows.Min(w => w.After), windows.Max(w => w.Before));
        var target = chunk.Length == 1 ? chunk[0].Name : chunk[0].Job.Name;
        var answers = await _metrics.ReadAsync([.. chunk.Select(Query)], whole, period, target, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < chunk.Length; i++)
        {
            var (series, answer, window) = (chunk[i], answers[i], windows[i]);
            series.Job.Failed |= answer.Failed;
            foreach (var (time, value) in answer.Points)
                if (time >= window.After && time < window.Before)
                    series.Add(value, time, null, caller.Connection);
            if (answer.Gap is { } gap)
                series.Lacks(gap, answer.Note);
        }
    }

    private static MetricQuery Query(SeriesUnderWay series) => new(Namespace, series.Name, "Average")
    {
        Dimensions = [series.Node is { } node ? ("Host", $"{series.Job.Name}/{node}") : ("TrainingJobName", series.Job.Name)],
    };
}
