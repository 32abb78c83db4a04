using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Labeling jobs of Ground Truth.</summary>
internal sealed class LabelingJobs(AwsConnection connection, TimeProvider clock) : JobKind(connection, clock)
{
    public override MlJobType Type => MlJobType.Labeling;

    public override string ListAction => "sagemaker:ListLabelingJobs";

    public override string DescribeAction => "sagemaker:DescribeLabelingJob";

    public override async Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken)
    {
        var page = await Client.ListLabelingJobsAsync(new ListLabelingJobsRequest
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
            (page.LabelingJobSummaryList ?? []).Select(j => Full(j.LabelingJobName, j.LabelingJobArn, j.LabelingJobStatus?.Value, j.CreationTime, j.LastModifiedTime, j.FailureReason, j.LabelCounters)),
            page.NextToken);
    }

    public override async Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var job = await Client.DescribeLabelingJobAsync(new DescribeLabelingJobRequest { LabelingJobName = name }, cancellationToken).ConfigureAwait(false);
        return Full(job.LabelingJobName, job.LabelingJobArn, job.LabelingJobStatus?.Value, job.CreationTime, job.LastModifiedTime, job.FailureReason, job.LabelCounters);
    }

    private MlJob Full(string? name, string? arn, string? raw, DateTime? created, DateTime? modified, string? reason, LabelCounters? counters)
    {
        var status = JobStatusMap.Of(raw);
        var failed = counters?.FailedNonRetryableError ?? 0;
        if (status == MlStatus.Succeeded && failed > 0)
            status = MlStatus.SucceededWithWarnings;
        var labeled = counters?.TotalLabeled ?? 0;
        var total = labeled + failed + (counters?.Unlabeled ?? 0);
        return Job(name, arn, status, raw, created, null, modified, "groundtruth?region={region}#/labeling-jobs/details/", "/aws/sagemaker/LabelingJobs") with
        {
            FailureReason = LogText.CleanLines(reason),
            Progress = counters is null ? "" : $"{labeled} of {total} labeled{(failed == 0 ? "" : $", {failed} failed")}",
            ProgressPercent = total > 0 ? 100.0 * labeled / total : null,
        };
    }
}
