using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Training jobs.</summary>
internal sealed class TrainingJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.Training;

    public override string ListAction => "sagemaker:ListTrainingJobs";

    public override string DescribeAction => "sagemaker:DescribeTrainingJob";

    public override bool ListLacksReason => true;

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListTrainingJobsAsync(new ListTrainingJobsRequest
        {
            CreationTimeAfter = query.After.UtcDateTime,
            NameContains = query.NameContains,
            StatusEquals = JobStatusMap.Filter(query.Statuses),
            SortBy = SortBy.CreationTime,
            SortOrder = SortOrder.Descending,
            MaxResults = PerPage,
            NextToken = token,
        }, cancellationToken).ConfigureAwait(false);
        return new JobPage((page.TrainingJobSummaries ?? []).Select(Brief), page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken) =>
        Described(await Client.DescribeTrainingJobAsync(new DescribeTrainingJobRequest { TrainingJobName = name }, cancellationToken).ConfigureAwait(false));

    /// <summary>A job that was described.</summary>
    public MlJob Described(DescribeTrainingJobResponse job) => Full(
        Brief(job.TrainingJobName, job.TrainingJobArn, job.TrainingJobStatus?.Value, job.SecondaryStatus?.Value, job.CreationTime, job.TrainingStartTime, job.TrainingEndTime),
        job.FailureReason, job.TuningJobArn ?? job.AutoMLJobArn ?? job.LabelingJobArn, job.ResourceConfig, job.StoppingCondition,
        job.TrainingTimeInSeconds, job.BillableTimeInSeconds, job.EnableManagedSpotTraining);

    /// <summary>A whole record out of a search.</summary>
    public MlJob Found(TrainingJob job) => Full(
        Brief(job.TrainingJobName, job.TrainingJobArn, job.TrainingJobStatus?.Value, job.SecondaryStatus?.Value, job.CreationTime, job.TrainingStartTime, job.TrainingEndTime),
        job.FailureReason,
        job.TuningJobArn ?? job.AutoMLJobArn ?? job.LabelingJobArn ?? job.Tags?.Find(t => t.Key == "sagemaker:pipeline-execution-arn")?.Value,
        job.ResourceConfig, job.StoppingCondition, job.TrainingTimeInSeconds, job.BillableTimeInSeconds, job.EnableManagedSpotTraining);

    private MlJob Brief(TrainingJobSummary job) =>
        Brief(job.TrainingJobName, job.TrainingJobArn, job.TrainingJobStatus?.Value, job.SecondaryStatus?.Value, job.CreationTime, null, job.TrainingEndTime);

    private MlJob Brief(string? name, string? arn, string? raw, string? secondary, DateTime? created, DateTime? started, DateTime? ended) =>
        Job(name, arn, JobStatusMap.Of(raw, secondary), raw, created, started, ended, "home?region={region}#/jobs/", "/aws/sagemaker/TrainingJobs") with
        {
            SecondaryStatus = secondary,
            Progress = secondary is null || JobStatusMap.Of(raw).IsTerminal() ? "" : secondary,
        };

    private static MlJob Full(
        MlJob brief, string? reason, string? parent, ResourceConfig? resources, StoppingCondition? stopping, int? trained, int? billed, bool? spot)
    {
        var group = resources?.InstanceGroups is [var first, ..] ? first : null;
        return brief with
        {
            FailureReason = LogText.CleanLines(reason),
            Parent = parent ?? brief.Parent,
            InstanceType = resources?.InstanceType?.Value ?? group?.InstanceType?.Value,
            InstanceCount = resources?.InstanceCount ?? (int?)resources?.InstanceGroups?.Sum(g => (double)(g.InstanceCount ?? 0)),
            MaximumRuntimeSeconds = stopping?.MaxRuntimeInSeconds,
            BillableSeconds = billed,
            SpotSavingPercent = spot == true && trained > 0 && billed is not null ? 100.0 * (1 - ((double)billed.Value / trained.Value)) : null,
        };
    }
}
