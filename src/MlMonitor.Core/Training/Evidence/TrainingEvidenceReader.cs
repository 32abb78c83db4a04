using System.Runtime.CompilerServices;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Jobs;
using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>
/// Reads what jobs are judged by through one connection. Each job is described by itself, the metrics of all share calls, and only
/// of jobs that have gone quiet is the log asked.
/// </summary>
internal sealed class TrainingEvidenceReader(AwsCaller caller, TimeProvider clock, TrainingEvidenceQuery query)
{
    private const string Service = "SageMaker";
    private const int DescribesAtOnce = 3;

    /// <summary>Logs answer ten reads a second, of which this leaves most to others.</summary>
    private const int LogsAtOnce = 3;

    private readonly TrainingJobs _training = new(caller.Connection, clock);
    private readonly TuningEvidenceReader _tuning = new(caller, clock);
    private readonly LogEvidenceReader _logs = new(caller);

    /// <summary>Gives the evidence of the jobs, in their order.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="missing">Hears of jobs that are not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<TrainingEvidence> ReadAsync(
        IReadOnlyList<TestedJob> jobs, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new List<JobUnderTest>();
        var described = OrderedFanOut.SelectAsync(jobs, DescribesAtOnce, (job, token) => DescribeAsync(job, missing, token), cancellationToken);
        await foreach (var job in described.ConfigureAwait(false))
        {
            caller.Sink.Progress($"Describing jobs in {caller.Connection}", found.Count, jobs.Count);
            if (job is not null)
                found.Add(job);
        }

        var metrics = new TrainingMetricQuery { Matches = query.NeedsMetric, WarnsOfNone = false };
        var trained = found.Select(f => f.Trained).OfType<TrainedJob>().ToList();
        var series = new Dictionary<string, List<MlTrainingSeries>>(StringComparer.Ordinal);
        if (MlTrainingMetrics.Any(query.NeedsMetric))
            await foreach (var each in new TrainingMetricReader(caller, clock).ReadAsync(trained, metrics, cancellationToken).ConfigureAwait(false))
                if (series.TryGetValue(each.JobName, out var others))
                    others.Add(each);
                else
                    series[each.JobName] = [each];

        var whole = OrderedFanOut.SelectAsync(found, LogsAtOnce, (job, token) => CompleteAsync(job, series.GetValueOrDefault(job.Job.JobName) ?? [], token), cancellationToken);
        await foreach (var evidence in whole.ConfigureAwait(false))
            yield return evidence;
    }

    /// <summary>A name that stands for the algorithm's, and those of the instances.</summary>
    private static IEnumerable<string> MlTrainingMetrics => ["", .. CloudWatchMetrics.OfInstances];

    private async Task<JobUnderTest?> DescribeAsync(TestedJob named, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        var isThere = true;
        var client = caller.Clients.SageMaker(caller.Connection);
        var job = named.Type == MlJobType.Tuning
            ? await TryAsync("sagemaker:DescribeHyperParameterTuningJob", async t =>
                _tuning.Described(named.Name, await client.DescribeHyperParameterTuningJobAsync(new DescribeHyperParameterTuningJobRequest { HyperParameterTuningJobName = named.Name }, t).ConfigureAwait(false))).ConfigureAwait(false)
            : await TryAsync("sagemaker:DescribeTrainingJob", async t =>
                Described(named.Name, await client.DescribeTrainingJobAsync(new DescribeTrainingJobRequest { TrainingJobName = named.Name }, t).ConfigureAwait(false))).ConfigureAwait(false);
        return job ?? (isThere ? JobUnderTest.Unread(named, caller.Connection, problem) : null);

        Task<JobUnderTest?> TryAsync(string action, Func<CancellationToken, Task<JobUnderTest>> call) => caller.TryAsync(
            Service, action, named.Name, call, cancellationToken,
            (e, failed) =>
            {
                isThere = false;
                caller.Sink.Detail($"There is no {named.Type} job {named.Name} in {caller.Connection}.");
                missing(named.Name, AwsProblems.NotFound(ProblemId.JobNotFound, $"There is no {named.Type} job '{named.Name}' in {caller.Connection}, nor anywhere else looked in.", e, failed, named.Name,
                    "Check the name, the -Type and the region; Get-MlJob -Type Training, Tuning lists the jobs of the last day."));
            },
            failed: p => problem = p);
    }

    private JobUnderTest Described(string name, DescribeTrainingJobResponse reply)
    {
        // The name that was asked for, whatever the reply lacks: the parts of the evidence are put together by it.
        var job = _training.Described(reply) with { JobName = name };
        var types = (reply.ResourceConfig?.InstanceGroups ?? []).Select(g => g.InstanceType?.Value).Prepend(reply.ResourceConfig?.InstanceType?.Value)
            .OfType<string>().Select(InstanceTypes.Of).Distinct().ToList();
        return new JobUnderTest(job)
        {
            Trained = TrainedJob.Of(name, reply, clock.GetUtcNow()),
            // Which instance of a mixed cluster is of which type nobody tells.
            Instance = types is [{ } only] ? only : null,
            Transitions = [.. (reply.SecondaryStatusTransitions ?? [])
                .Where(t => t.StartTime is not null)
                .Select(t => new TrainingTransition(t.Status?.Value ?? "", AwsTime.Utc(t.StartTime!.Value)))
                .OrderBy(t => t.Start)],
        };
    }

    private async Task<TrainingEvidence> CompleteAsync(JobUnderTest job, List<MlTrainingSeries> series, CancellationToken cancellationToken)
    {
        var evidence = new TrainingEvidence
        {
            Job = job.Job,
            Metrics = [.. series.Where(s => s.Node is null)],
            Utilization = [.. series.Where(s => s.Node is not null)],
            CoreCount = job.Instance?.CoreCount,
            CardCount = job.Instance?.CardCount,
            Transitions = job.Transitions,
            Gaps = [.. job.Gaps, .. MetricGaps.Of(job.Trained, series)],
            Now = clock.GetUtcNow(),
        };
        if (job.Trained is { } trained)
            return await _logs.AddAsync(evidence, trained, query, cancellationToken).ConfigureAwait(false);
        return job.Tuning is { } tuning && query.NeedsTrials
            ? await _tuning.AddAsync(evidence, tuning, cancellationToken).ConfigureAwait(false)
            : evidence;
    }
}
