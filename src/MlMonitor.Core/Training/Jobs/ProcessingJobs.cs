using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Processing jobs.</summary>
internal sealed class ProcessingJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.Processing;

    public override string ListAction => "sagemaker:ListProcessingJobs";

    public override string DescribeAction => "sagemaker:DescribeProcessingJob";

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListProcessingJobsAsync(new ListProcessingJobsRequest
        {
            CreationTimeAfter = query.After.UtcDateTime,
            NameContains = query.NameContains,
            StatusEquals = JobStatusMap.Filter(query.Statuses),
            SortBy = SortBy.CreationTime,
            SortOrder = SortOrder.Descending,
            MaxResults = PerPage,
            NextToken = token,
        }, cancellationToken).ConfigureAwait(false);
        return new JobPage(
            (page.ProcessingJobSummaries ?? []).Select(j => Brief(
                j.ProcessingJobName, j.ProcessingJobArn, j.ProcessingJobStatus?.Value, j.CreationTime, null, j.ProcessingEndTime, j.FailureReason, j.ExitMessage)),
            page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var job = await Client.DescribeProcessingJobAsync(new DescribeProcessingJobRequest { ProcessingJobName = name }, cancellationToken).ConfigureAwait(false);
        var brief = Brief(job.ProcessingJobName, job.ProcessingJobArn, job.ProcessingJobStatus?.Value, job.CreationTime, job.ProcessingStartTime, job.ProcessingEndTime, job.FailureReason, job.ExitMessage);
        return brief with
        {
            Parent = job.MonitoringScheduleArn ?? job.AutoMLJobArn ?? job.TrainingJobArn ?? brief.Parent,
            InstanceType = job.ProcessingResources?.ClusterConfig?.InstanceType?.Value,
            InstanceCount = job.ProcessingResources?.ClusterConfig?.InstanceCount,
            MaximumRuntimeSeconds = job.StoppingCondition?.MaxRuntimeInSeconds,
        };
    }

    private MlJob Brief(string? name, string? arn, string? raw, DateTime? created, DateTime? started, DateTime? ended, string? reason, string? exit) =>
        Job(name, arn, JobStatusMap.Of(raw), raw, created, started, ended, "home?region={region}#/processing-jobs/", "/aws/sagemaker/ProcessingJobs") with
        {
            FailureReason = LogText.CleanLines(reason),
            ExitMessage = LogText.CleanLines(exit),
        };
}
