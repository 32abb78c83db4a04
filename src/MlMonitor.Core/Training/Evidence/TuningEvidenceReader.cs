using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Jobs;
using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>Reads the trials of tuning jobs.</summary>
internal sealed class TuningEvidenceReader(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "SageMaker";

    /// <summary>The most that the list gives.</summary>
    private const int PerPage = 100;

    private static readonly MlTrainingCheck[] ByTrials = [MlTrainingCheck.TuningStagnation, MlTrainingCheck.FailedTrial];

    private readonly CallPace _lists = caller.Clients.ListPace(caller.Connection, clock);
    private readonly TuningJobs _jobs = new(caller.Connection, clock);

    /// <summary>What the description of a tuning job tells.</summary>
    public JobUnderTest Described(string name, DescribeHyperParameterTuningJobResponse reply)
    {
        var job = _jobs.Described(reply) with { JobName = name };
        return new JobUnderTest(job with { Started = job.Created })
        {
            Tuning = new TuningEvidence
            {
                Direction = Direction(reply),
                Trials = [],
                MaximumTrials = reply.HyperParameterTuningJobConfig?.ResourceLimits?.MaxNumberOfTrainingJobs,
            },
        };
    }

    /// <summary>Adds the trials. Without all of them neither the share of failed ones nor the best is known, so then it adds a gap.</summary>
    public async Task<TrainingEvidence> AddAsync(TrainingEvidence evidence, TuningEvidence tuning, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        var name = evidence.Job.JobName;
        var trials = new List<TuningTrial>();
        var summaries = caller.ListAsync(
            Service, "sagemaker:ListTrainingJobsForHyperParameterTuningJob", PageAsync, page => page.NextToken, page => page.TrainingJobSummaries, cancellationToken, name,
            failed: p => problem = p);
        await foreach (var summary in summaries.ConfigureAwait(false))
            trials.Add(Trial(summary));
        return problem is null
            ? evidence with { Tuning = tuning with { Trials = trials } }
            : evidence with { Gaps = [.. evidence.Gaps, new TrainingGap(ByTrials, $"The trials could not be read: {problem.Message}")] };

        async Task<ListTrainingJobsForHyperParameterTuningJobResponse> PageAsync(string? token, CancellationToken stop)
        {
            await _lists.WaitAsync(stop).ConfigureAwait(false);
            return await caller.Clients.SageMaker(caller.Connection).ListTrainingJobsForHyperParameterTuningJobAsync(
                new ListTrainingJobsForHyperParameterTuningJobRequest { HyperParameterTuningJobName = name, MaxResults = PerPage, NextToken = token }, stop).ConfigureAwait(false);
        }
    }

    private static TuningTrial Trial(HyperParameterTrainingJobSummary trial)
    {
        var status = JobStatusMap.Of(trial.TrainingJobStatus?.Value);
        var objective = trial.FinalHyperParameterTuningJobObjectiveMetric?.Value;
        return new TuningTrial(
            trial.TrainingJobName ?? "", status, objective is { } value ? TrainedJob.Widen(value) : null, status.IsTerminal() ? AwsTime.Utc(trial.TrainingEndTime) : null);
    }

    /// <summary>Which way the objective gets better. A search over several algorithms may have one for each, and those cannot be compared.</summary>
    private static MlMetricDirection Direction(DescribeHyperParameterTuningJobResponse reply)
    {
        var objectives = (reply.TrainingJobDefinitions ?? [])
            .Select(d => d.TuningObjective)
            .Prepend(reply.TrainingJobDefinition?.TuningObjective)
            .Prepend(reply.HyperParameterTuningJobConfig?.HyperParameterTuningJobObjective)
            .Where(o => o?.Type is not null)
            .DistinctBy(o => (o!.MetricName, o.Type.Value))
            .ToList();
        if (objectives is not [{ } only])
            return MlMetricDirection.Unknown;
        return only.Type == HyperParameterTuningJobObjectiveType.Maximize ? MlMetricDirection.Maximize
            : only.Type == HyperParameterTuningJobObjectiveType.Minimize ? MlMetricDirection.Minimize
            : MlMetricDirection.Unknown;
    }
}
