using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>
/// The lists of jobs. As with SageMaker, a page is cut from the jobs of the span of creation times, and only then is the rest
/// of the filter put to it: pages may be short or empty and not the last.
/// </summary>
internal static class JobListings
{
    public static object List(JsonCall call, JobType type)
    {
        var input = call.Input;
        var (after, before) = (input.OptionalTime("CreationTimeAfter"), input.OptionalTime("CreationTimeBefore"));
        var (changedAfter, changedBefore) = (input.OptionalTime("LastModifiedTimeAfter"), input.OptionalTime("LastModifiedTimeBefore"));
        var name = input.OptionalString("NameContains", 63);
        var status = input.OptionalEnum("StatusEquals", StatusesOf(type));
        var by = input.OptionalEnum("SortBy", "Name", "CreationTime", "Status")
            ?? (type is JobType.HyperParameterTuning or JobType.AutoML ? "Name" : "CreationTime");

        var jobs = call.Platform.Jobs.All.Where(job => job.Type == type && !(job.Created <= after) && !(job.Created >= before));
        var page = Paging.Of(
            call, Sort(jobs, by),
            FormattableString.Invariant($"{type}/{after:O}/{before:O}/{changedAfter:O}/{changedBefore:O}/{name}/{status}/{by}"),
            type == JobType.AutoML ? "Descending" : "Ascending");
        var shown = page.Items
            .Where(job => status is null || job.Status == status)
            .Where(job => name is null || job.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(job => !(job.LastModified <= changedAfter) && !(job.LastModified >= changedBefore))
            .Select(Summary);
        return new Dictionary<string, object?> { [ResultOf(type)] = shown, ["NextToken"] = page.NextToken }
            .Where(pair => pair.Value is not null)
            .ToDictionary();
    }

    public static object Trials(JsonCall call, Job tuning)
    {
        var status = call.Input.OptionalEnum("StatusEquals", StatusesOf(JobType.Training));
        var by = call.Input.OptionalEnum("SortBy", "Name", "CreationTime", "Status", "FinalObjectiveMetricValue") ?? "Name";
        var trials = tuning.Tuning!.Trials.Where(trial => status is null || trial.Status == status);
        // A trial without a result comes last, however the others are sorted.
        var sorted = by == "FinalObjectiveMetricValue"
            ? trials.Where(trial => TuningViews.ScoreOf(trial) is not null).OrderBy(trial => TuningViews.ScoreOf(trial)!.Value).ToList()
            : Sort(trials, by);
        var page = Paging.Of(call, sorted, $"Trials/{tuning.Name}/{status}/{by}", "Ascending");
        return new { TrainingJobSummaries = page.Items.Select(trial => TuningViews.Trial(trial)), page.NextToken };
    }

    private static List<Job> Sort(IEnumerable<Job> jobs, string by) => (by switch
    {
        "Name" => jobs.OrderBy(job => job.Name, StringComparer.Ordinal),
        "Status" => jobs.OrderBy(job => job.Status, StringComparer.Ordinal).ThenBy(job => job.Created),
        _ => jobs.OrderBy(job => job.Created).ThenBy(job => job.Name, StringComparer.Ordinal),
    }).ToList();

    private static string ResultOf(JobType type) => type == JobType.Labeling ? "LabelingJobSummaryList" : type + "JobSummaries";

    private static string[] StatusesOf(JobType type) => type switch
    {
        JobType.Training => ["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting"],
        JobType.HyperParameterTuning => ["Completed", "InProgress", "Failed", "Stopped", "Stopping", "Deleting", "DeleteFailed"],
        JobType.Labeling => ["Initializing", "InProgress", "Completed", "Failed", "Stopping", "Stopped"],
        _ => ["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
    };

    private static object Summary(Job job) => job.Type switch
    {
        JobType.Training => new
        {
            TrainingJobName = job.Name,
            TrainingJobArn = job.Arn,
            CreationTime = job.Created,
            TrainingEndTime = job.Ended,
            LastModifiedTime = job.LastModified,
            TrainingJobStatus = job.Status,
            SecondaryStatus = JobViews.SecondaryStatus(job),
        },
        JobType.Processing => new
        {
            ProcessingJobName = job.Name,
            ProcessingJobArn = job.Arn,
            CreationTime = job.Created,
            ProcessingEndTime = job.Ended,
            LastModifiedTime = job.LastModified,
            ProcessingJobStatus = job.Status,
            FailureReason = job.Failure?.Reason,
            job.Failure?.ExitMessage,
        },
        JobType.Transform => new
        {
            TransformJobName = job.Name,
            TransformJobArn = job.Arn,
            CreationTime = job.Created,
            TransformEndTime = job.Ended,
            LastModifiedTime = job.LastModified,
            TransformJobStatus = job.Status,
            FailureReason = job.Failure?.Reason,
        },
        JobType.HyperParameterTuning => TuningViews.Summary(job),
        JobType.Labeling => PeopleViews.LabelingSummary(job),
        _ => PeopleViews.AutoMlSummary(job),
    };
}
