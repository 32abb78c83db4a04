using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Batch transform jobs.</summary>
internal sealed class TransformJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.Transform;

    public override string ListAction => "sagemaker:ListTransformJobs";

    public override string DescribeAction => "sagemaker:DescribeTransformJob";

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListTransformJobsAsync(new ListTransformJobsRequest
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
            (page.TransformJobSummaries ?? []).Select(j => Brief(j.TransformJobName, j.TransformJobArn, j.TransformJobStatus?.Value, j.CreationTime, null, j.TransformEndTime, j.FailureReason)),
            page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var job = await Client.DescribeTransformJobAsync(new DescribeTransformJobRequest { TransformJobName = name }, cancellationToken).ConfigureAwait(false);
        var brief = Brief(job.TransformJobName, job.TransformJobArn, job.TransformJobStatus?.Value, job.CreationTime, job.TransformStartTime, job.TransformEndTime, job.FailureReason);
        return brief with
        {
            Parent = job.AutoMLJobArn ?? job.LabelingJobArn ?? brief.Parent,
            InstanceType = job.TransformResources?.InstanceType?.Value,
            InstanceCount = job.TransformResources?.InstanceCount,
        };
    }

    private MlJob Brief(string? name, string? arn, string? raw, DateTime? created, DateTime? started, DateTime? ended, string? reason) =>
        Job(name, arn, JobStatusMap.Of(raw), raw, created, started, ended, "home?region={region}#/transform-jobs/", "/aws/sagemaker/TransformJobs") with
        {
            FailureReason = LogText.CleanLines(reason),
        };
}
