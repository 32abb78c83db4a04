using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>AutoML jobs, of both versions of the API: the second describes the jobs of the first too.</summary>
internal sealed class AutoMLJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.AutoML;

    public override string ListAction => "sagemaker:ListAutoMLJobs";

    public override string DescribeAction => "sagemaker:DescribeAutoMLJobV2";

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListAutoMLJobsAsync(new ListAutoMLJobsRequest
        {
            CreationTimeAfter = query.After.UtcDateTime,
            NameContains = query.NameContains,
            StatusEquals = JobStatusMap.Filter(query.Statuses),
            SortBy = AutoMLSortBy.CreationTime,
            SortOrder = AutoMLSortOrder.Descending,
            MaxResults = PerPage,
            NextToken = token,
        }, cancellationToken).ConfigureAwait(false);
        return new JobPage(
            (page.AutoMLJobSummaries ?? []).Select(j => Full(j.AutoMLJobName, j.AutoMLJobArn, j.AutoMLJobStatus?.Value, j.AutoMLJobSecondaryStatus?.Value, j.CreationTime, j.EndTime, j.FailureReason, j.PartialFailureReasons)),
            page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var job = await Client.DescribeAutoMLJobV2Async(new DescribeAutoMLJobV2Request { AutoMLJobName = name }, cancellationToken).ConfigureAwait(false);
        return Full(job.AutoMLJobName, job.AutoMLJobArn, job.AutoMLJobStatus?.Value, job.AutoMLJobSecondaryStatus?.Value, job.CreationTime, job.EndTime, job.FailureReason, job.PartialFailureReasons);
    }

    private MlJob Full(string? name, string? arn, string? raw, string? secondary, DateTime? created, DateTime? ended, string? reason, List<AutoMLPartialFailureReason>? partial) =>
        Job(name, arn, JobStatusMap.Of(raw, secondary), raw, created, null, ended, "home?region={region}#/autopilot/", null) with
        {
            SecondaryStatus = secondary,
            Progress = secondary is null || JobStatusMap.Of(raw).IsTerminal() ? "" : secondary,
            FailureReason = LogText.CleanLines(reason ?? string.Join("; ", (partial ?? []).Select(p => p.PartialFailureMessage))),
        };
}
