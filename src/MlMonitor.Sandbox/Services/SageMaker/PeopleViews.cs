using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Labeling and AutoML jobs, those that stand for people's work, as SageMaker shows them.</summary>
internal static class PeopleViews
{
    public static object LabelingSummary(Job job) => new
    {
        LabelingJobName = job.Name,
        LabelingJobArn = job.Arn,
        CreationTime = job.Created,
        LastModifiedTime = job.LastModified,
        LabelingJobStatus = job.Status,
        LabelCounters = Counters(job),
        WorkteamArn = Team(job),
        FailureReason = job.Failure?.Reason,
        LabelingJobOutput = Output(job),
        InputConfig = Input(job),
    };

    public static object Labeling(Job job) => new
    {
        LabelingJobStatus = job.Status,
        LabelCounters = Counters(job),
        FailureReason = job.Failure?.Reason,
        CreationTime = job.Created,
        LastModifiedTime = job.LastModified,
        JobReferenceCode = new Dice(job.Home.Seed, "reference/" + job.Name).Hex(20),
        LabelingJobName = job.Name,
        LabelingJobArn = job.Arn,
        LabelAttributeName = "label",
        InputConfig = Input(job),
        OutputConfig = new { S3OutputPath = $"s3://{JobViews.Bucket(job)}/{job.Name}/" },
        job.RoleArn,
        HumanTaskConfig = new
        {
            WorkteamArn = Team(job),
            UiConfig = new { UiTemplateS3Uri = $"s3://{JobViews.Bucket(job)}/templates/box.liquid.html" },
            TaskTitle = "Draw a box",
            TaskDescription = "Draw a box round each defect.",
            NumberOfHumanWorkersPerDataObject = 3,
            TaskTimeLimitInSeconds = 600,
        },
        Tags = JobViews.Tags(job),
        LabelingJobOutput = Output(job),
    };

    public static object AutoMlSummary(Job job) => new
    {
        AutoMLJobName = job.Name,
        AutoMLJobArn = job.Arn,
        AutoMLJobStatus = job.Status,
        AutoMLJobSecondaryStatus = job.AutoMl!.Secondary,
        CreationTime = job.Created,
        EndTime = job.Ended,
        LastModifiedTime = job.LastModified,
        FailureReason = job.Failure?.Reason,
    };

    public static object AutoMl(Job job) => new
    {
        AutoMLJobName = job.Name,
        AutoMLJobArn = job.Arn,
        AutoMLJobInputDataConfig = new[]
        {
            new
            {
                ChannelType = "training",
                ContentType = "text/csv;header=present",
                CompressionType = "None",
                DataSource = new { S3DataSource = new { S3DataType = "S3Prefix", S3Uri = $"s3://{JobViews.Bucket(job)}/{job.Name}/input" } },
            },
        },
        OutputDataConfig = new { S3OutputPath = $"s3://{JobViews.Bucket(job)}/{job.Name}/output" },
        job.RoleArn,
        AutoMLJobObjective = new { MetricName = "AUC" },
        AutoMLProblemTypeConfig = new
        {
            TabularJobConfig = new
            {
                CompletionCriteria = new { MaxCandidates = 250 },
                ProblemType = "BinaryClassification",
                TargetAttributeName = "churned",
            },
        },
        AutoMLProblemTypeConfigName = "Tabular",
        CreationTime = job.Created,
        EndTime = job.Ended,
        LastModifiedTime = job.LastModified,
        FailureReason = job.Failure?.Reason,
        BestCandidate = job.AutoMl!.BestScore is { } score ? Candidate(job, score) : null,
        AutoMLJobStatus = job.Status,
        AutoMLJobSecondaryStatus = job.AutoMl.Secondary,
    };

    private static object Candidate(Job job, double score) => new
    {
        CandidateName = FormattableString.Invariant($"{job.Name}-{job.AutoMl!.Candidates * 2 / 3:000}"),
        FinalAutoMLJobObjectiveMetric = new { Type = "Maximize", MetricName = "AUC", Value = score, StandardMetricName = "AUC" },
        ObjectiveStatus = "Succeeded",
        CandidateSteps = Array.Empty<object>(),
        CandidateStatus = "Completed",
        CreationTime = job.Created.AddMinutes(50),
        EndTime = job.Created.AddMinutes(58),
        LastModifiedTime = job.Created.AddMinutes(59),
    };

    private static object Counters(Job job) => new
    {
        TotalLabeled = job.Labels!.Human + job.Labels.Machine,
        HumanLabeled = job.Labels.Human,
        MachineLabeled = job.Labels.Machine,
        FailedNonRetryableError = job.Labels.Failed,
        job.Labels.Unlabeled,
    };

    private static object Input(Job job) => new
    {
        DataSource = new { S3DataSource = new { ManifestS3Uri = $"s3://{JobViews.Bucket(job)}/{job.Name}/input.manifest" } },
    };

    private static object? Output(Job job) => job.Status == "Completed"
        ? new { OutputDatasetS3Uri = $"s3://{JobViews.Bucket(job)}/{job.Name}/output.manifest" }
        : null;

    private static string Team(Job job) => job.Home.Arn("sagemaker", "workteam/private-crowd/annotators");
}
