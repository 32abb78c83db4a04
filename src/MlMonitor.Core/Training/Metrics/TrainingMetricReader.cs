using System.Runtime.CompilerServices;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>
/// Reads the metrics of training jobs through one connection. Unless sources are named, each metric comes from one: from
/// CloudWatch, by time; where that has no points of it, from the metrics service, by iteration; where that has none either, its
/// last value as the job keeps it.
/// </summary>
internal sealed class TrainingMetricReader(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "SageMaker";
    private const int DescribesAtOnce = 3;

    private readonly CloudWatchMetrics _cloudWatch = new(caller, clock);
    private readonly IterationMetrics _iterations = new(caller);

    /// <summary>Gives the series of jobs, job by job; many jobs share calls.</summary>
    /// <param name="jobNames">The jobs.</param>
    /// <param name="query">Which metrics.</param>
    /// <param name="missing">Hears of jobs that are not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<MlTrainingSeries> ReadAsync(
        IReadOnlyList<string> jobNames, TrainingMetricQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new List<TrainedJob>();
        var jobs = OrderedFanOut.SelectAsync(jobNames, DescribesAtOnce, (name, token) => DescribeAsync(name, missing, token), cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            caller.Sink.Progress($"Describing training jobs in {caller.Connection}", found.Count, jobNames.Count);
            if (job is not null)
                found.Add(job);
        }

        await foreach (var series in ReadAsync(found, query, cancellationToken).ConfigureAwait(false))
            yield return series;
    }

    /// <summary>Gives the series of jobs that were described already.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="query">Which metrics.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<MlTrainingSeries> ReadAsync(
        IReadOnlyList<TrainedJob> jobs, TrainingMetricQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = new List<(TrainedJob Job, List<SeriesUnderWay> Series)>();
        foreach (var job in jobs)
            wanted.Add((job, await SeriesAsync(job, query, cancellationToken).ConfigureAwait(false)));

        var all = wanted.SelectMany(w => w.Series).ToList();
        await _cloudWatch.ReadAsync([.. all.Where(s => s.Source == MlMetricSource.CloudWatch)], query, cancellationToken).ConfigureAwait(false);
        await _iterations.ReadAsync([.. all.Where(s => s.Source == MlMetricSource.SageMakerMetrics)], lenient: false, cancellationToken).ConfigureAwait(false);
        if (query.TakesFirst)
            await FillAsync(wanted.ConvertAll(w => w.Series), query, cancellationToken).ConfigureAwait(false);

        foreach (var (job, series) in wanted)
        {
            var given = series.Where(s => s.HasPoints || s.Gap is not null).ToList();
            foreach (var each in given)
            {
                if (query.ReportsGaps)
                    ReportGap(each);
                yield return each.Build(query.Direction, caller.Connection);
            }

            if (!job.Failed && query.WarnsOfNone)
                SayWhatIsMissing(job, query, given);
        }
    }

    private async Task<TrainedJob?> DescribeAsync(string name, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var job = await caller.TryAsync(Service, "sagemaker:DescribeTrainingJob", name,
            t => caller.Clients.SageMaker(caller.Connection).DescribeTrainingJobAsync(new DescribeTrainingJobRequest { TrainingJobName = name }, t),
            cancellationToken,
            (e, call) =>
            {
                caller.Sink.Detail($"There is no training job {name} in {caller.Connection}.");
                missing(name, AwsProblems.NotFound(ProblemId.JobNotFound, $"There is no training job '{name}' in {caller.Connection}, nor anywhere else looked in.", e, call, name,
                    "Check the name and the region; Get-MlJob -Type Training lists the training jobs of the last day."));
            }).ConfigureAwait(false);
        return job is null ? null : TrainedJob.Of(name, job, clock.GetUtcNow());
    }

    /// <summary>The series to read of a job, in the order in which they are given.</summary>
    private async Task<List<SeriesUnderWay>> SeriesAsync(TrainedJob job, TrainingMetricQuery query, CancellationToken cancellationToken)
    {
        var byTime = query.Reads(MlMetricSource.CloudWatch);
        var known = job.Names;
        if (known.Count == 0 && query.Matches is not null && (byTime || query.Reads(MlMetricSource.SageMakerMetrics)))
            known = await _cloudWatch.NamesAsync(job, cancellationToken).ConfigureAwait(false);
        var named = query.Names.Where(n => !known.Concat(CloudWatchMetrics.OfInstances).Contains(n, StringComparer.OrdinalIgnoreCase));
        var series = new List<SeriesUnderWay>();
        foreach (var name in known.Where(query.Wants).Concat(named))
        {
            if (byTime)
                series.Add(new SeriesUnderWay(job, name, null, MlMetricSource.CloudWatch));
            if (query.Sources.Contains(MlMetricSource.SageMakerMetrics))
                series.Add(new SeriesUnderWay(job, name, null, MlMetricSource.SageMakerMetrics));
            if (query.Sources.Contains(MlMetricSource.Final))
                series.Add(Final(job, name, query));
        }

        if (byTime)
            series.AddRange(CloudWatchMetrics.InstanceSeries(job, query));
        return series;
    }

    /// <summary>Puts another source in the place of CloudWatch where that has no points of a metric of the algorithm.</summary>
    private async Task FillAsync(List<List<SeriesUnderWay>> jobs, TrainingMetricQuery query, CancellationToken cancellationToken)
    {
        var empty = jobs.SelectMany(list => list).Where(s => !s.HasPoints && s.Node is null).ToList();
        var others = empty.ToDictionary(s => s, s => new SeriesUnderWay(s.Job, s.Name, null, MlMetricSource.SageMakerMetrics));
        // Iterations have no time that could be held against -After.
        if (query.After is null)
            await _iterations.ReadAsync([.. others.Values], lenient: true, cancellationToken).ConfigureAwait(false);
        foreach (var list in jobs)
            for (var i = 0; i < list.Count; i++)
                if (others.TryGetValue(list[i], out var byIteration))
                {
                    var other = byIteration.HasPoints ? byIteration : Final(list[i].Job, list[i].Name, query);
                    if (other.HasPoints)
                    {
                        other.Inherit(list[i]);
                        list[i] = other;
                    }

                    // What kept back the points by iteration is not to be hidden by there being none.
                    if (list[i] != byIteration)
                        list[i].Inherit(byIteration);
                }
    }

    private SeriesUnderWay Final(TrainedJob job, string name, TrainingMetricQuery query)
    {
        var series = new SeriesUnderWay(job, name, null, MlMetricSource.Final);
        foreach (var metric in job.Final.Where(m => m.MetricName == name && m.Value is not null))
            if (AwsTime.Utc(metric.Timestamp) is var time && !(time < query.After))
                series.Add(TrainedJob.Widen(metric.Value!.Value), time, null, caller.Connection);
        return series;
    }

    private void ReportGap(SeriesUnderWay series)
    {
        var what = $"'{series.Name}'{(series.Node is null ? "" : $" on {series.Node}")} of the training job '{series.Job.Name}' in {caller.Connection}";
        if (series.Gap == ProblemId.MetricForbidden)
            caller.Sink.Report(Problem.Of(ProblemId.MetricForbidden, $"CloudWatch may not show {what}: {series.Note}.", series.Name,
                "Allow cloudwatch:GetMetricData for the account that owns the metric, or leave the metric out with -MetricName."));
        else if (series.Gap is { } gap)
            caller.Sink.Report(Problem.Of(gap, $"Not all points of {what} were given: {series.Note}.", series.Name,
                "Run again in a few minutes, or ask for fewer points with -After, -Period or -MetricName."));
    }

    /// <summary>Nothing at all, nothing yet and nothing of that name are three things, and none of them is said by an empty list.</summary>
    private void SayWhatIsMissing(TrainedJob job, TrainingMetricQuery query, List<SeriesUnderWay> given)
    {
        foreach (var name in query.Names.Where(n => !given.Exists(s => s.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
        {
            var others = job.Names.Where(n => !query.Names.Contains(n, StringComparer.OrdinalIgnoreCase)).ToList();
            caller.Sink.Warn($"The training job '{job.Name}' has no points of '{name}'{(others.Count == 0 ? "" : $"; it also has {string.Join(", ", others)}")}.");
        }

        if (given.Count > 0 || query.Matches is null)
            return;
        var status = string.IsNullOrEmpty(job.SecondaryStatus) ? job.Status.ToString() : job.SecondaryStatus;
        caller.Sink.Warn(job switch
        {
            { Ended: not null } => $"The training job '{job.Name}' has no such metrics: it is {status} and published none, or they are kept no longer.",
            { HasStarted: false } => $"The training job '{job.Name}' has no metrics yet: it is {status}.",
            _ => $"The training job '{job.Name}' has no such metrics yet: it is {status}, and CloudWatch lists a new metric after up to 15 minutes.",
        });
    }
}
