using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Hyperparameter tuning jobs.</summary>
internal sealed class TuningJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.Tuning;

    public override string ListAction => "sagemaker:ListHyperParameterTuningJobs";

    public override string DescribeAction => "sagemaker:DescribeHyperParameterTuningJob";

    public override bool ListLacksReason => true;

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListHyperParameterTuningJobsAsync(new ListHyperParameterTuningJobsRequest
        {
            CreationTimeAfter = query.After.UtcDateTime,
            NameContains = query.NameContains,
            StatusEquals = JobStatusMap.Filter(query.Statuses),
            SortBy = HyperParameterTuningJobSortByOptions.CreationTime,
            SortOrder = SortOrder.Descending,
            MaxResults = PerPage,
            NextToken = token,
        }, cancellationToken).ConfigureAwait(false);
        return new JobPage(
            (page.HyperParameterTuningJobSummaries ?? []).Select(j => Full(
                j.HyperParameterTuningJobName, j.HyperParameterTuningJobArn, j.HyperParameterTuningJobStatus?.Value, j.CreationTime, j.HyperParameterTuningEndTime,
                null, j.TrainingJobStatusCounters, j.ResourceLimits, null)),
            page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken) =>
        Described(await Client.DescribeHyperParameterTuningJobAsync(
            new DescribeHyperParameterTuningJobRequest { HyperParameterTuningJobName = name }, cancellationToken).ConfigureAwait(false));

    /// <summary>A job that was described.</summary>
    public MlJob Described(DescribeHyperParameterTuningJobResponse job) => Full(
        job.HyperParameterTuningJobName, job.HyperParameterTuningJobArn, job.HyperParameterTuningJobStatus?.Value, job.CreationTime, job.HyperParameterTuningEndTime,
        job.FailureReason, job.TrainingJobStatusCounters, job.HyperParameterTuningJobConfig?.ResourceLimits,
        job.TrainingJobDefinition ?? job.TrainingJobDefinitions?.FirstOrDefault());

    /// <summary>A whole record out of a search.</summary>
    public MlJob Found(HyperParameterTuningJobSearchEntity job) => Full(
        job.HyperParameterTuningJobName, job.HyperParameterTuningJobArn, job.HyperParameterTuningJobStatus?.Value, job.CreationTime, job.HyperParameterTuningEndTime,
        job.FailureReason, job.TrainingJobStatusCounters, job.HyperParameterTuningJobConfig?.ResourceLimits,
        job.TrainingJobDefinition ?? job.TrainingJobDefinitions?.FirstOrDefault());

    private MlJob Full(
        string? name, string? arn, string? raw, DateTime? created, DateTime? ended, string? reason,
        TrainingJobStatusCounters? counters, ResourceLimits? limits, HyperParameterTrainingJobDefinition? definition)
    {
        var trials = limits?.MaxNumberOfTrainingJobs;
        var status = JobStatusMap.Of(raw);
        var failed = counters?.NonRetryableError ?? 0;
        if (status == MlStatus.Succeeded && failed > 0)
            status = MlStatus.SucceededWithWarnings;
        var done = (counters?.Completed ?? 0) + failed + (counters?.Stopped ?? 0);
        var words = counters is null ? "" : $"{done}{(trials is null ? "" : $" of {trials}")} trials{(failed == 0 ? "" : $", {failed} failed")}";
        return Job(name, arn, status, raw, created, null, ended, "home?region={region}#/hyper-tuning-jobs/", null) with
        {
            FailureReason = LogText.CleanLines(reason),
            Progress = words,
            ProgressPercent = counters is not null && trials > 0 ? Math.Min(100, 100.0 * done / trials.Value) : null,
            InstanceType = definition?.ResourceConfig?.InstanceType?.Value,
            InstanceCount = definition?.ResourceConfig?.InstanceCount,
            // The limit of the search; that of each of its trials is the trial's.
            MaximumRuntimeSeconds = limits?.MaxRuntimeInSeconds,
        };
    }
}
