using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Jobs as SageMaker describes them.</summary>
internal static class JobViews
{
    public static object Training(Job job) => new
    {
        TrainingJobName = job.Name,
        TrainingJobArn = job.Arn,
        ModelArtifacts = new { S3ModelArtifacts = $"s3://{Bucket(job)}/{job.Name}/output/model.tar.gz" },
        TrainingJobStatus = job.Status,
        SecondaryStatus = SecondaryStatus(job),
        FailureReason = job.Failure?.Reason,
        HyperParameters = job.Settings,
        AlgorithmSpecification = new { TrainingImage = Image(job), TrainingInputMode = "File", EnableSageMakerMetricsTimeSeries = true },
        job.RoleArn,
        InputDataConfig = new[]
        {
            new { ChannelName = "train", DataSource = S3(job, "train", "S3DataDistributionType"), CompressionType = "None", RecordWrapperType = "None" },
        },
        OutputDataConfig = new { S3OutputPath = $"s3://{Bucket(job)}/{job.Name}/output" },
        ResourceConfig = new { job.InstanceType, InstanceCount = 1, VolumeSizeInGB = 30 },
        StoppingCondition = new { MaxRuntimeInSeconds = 86_400 },
        CreationTime = job.Created,
        TrainingStartTime = job.Started,
        TrainingEndTime = job.Ended,
        LastModifiedTime = job.Ended ?? job.Started,
        SecondaryStatusTransitions = Transitions(job),
        FinalMetricDataList = job.Status != "Completed" ? null : new[]
        {
            new { MetricName = "validation:auc", Value = 0.87, Timestamp = job.Ended },
        },
        EnableNetworkIsolation = false,
        EnableInterContainerTrafficEncryption = false,
        EnableManagedSpotTraining = false,
        TrainingTimeInSeconds = Seconds(job),
        BillableTimeInSeconds = Seconds(job),
    };

    public static object Processing(Job job) => new
    {
        ProcessingJobName = job.Name,
        ProcessingJobArn = job.Arn,
        ProcessingJobStatus = job.Status,
        job.Failure?.ExitMessage,
        FailureReason = job.Failure?.Reason,
        ProcessingResources = new { ClusterConfig = new { InstanceCount = 1, job.InstanceType, VolumeSizeInGB = 30 } },
        StoppingCondition = new { MaxRuntimeInSeconds = 86_400 },
        AppSpecification = new
        {
            ImageUri = Image(job),
            ContainerEntrypoint = new[] { "python3", "/opt/ml/processing/input/code/" + job.Program },
        },
        Environment = job.Settings,
        job.RoleArn,
        CreationTime = job.Created,
        ProcessingStartTime = job.Started,
        ProcessingEndTime = job.Ended,
        LastModifiedTime = job.Ended ?? job.Started,
    };

    public static object Transform(Job job) => new
    {
        TransformJobName = job.Name,
        TransformJobArn = job.Arn,
        TransformJobStatus = job.Status,
        FailureReason = job.Failure?.Reason,
        ModelName = "ml-model",
        Environment = job.Settings,
        TransformInput = new { DataSource = S3(job, "input", null), ContentType = "text/csv", CompressionType = "None", SplitType = "Line" },
        TransformOutput = new { S3OutputPath = $"s3://{Bucket(job)}/{job.Name}/output", AssembleWith = "Line" },
        TransformResources = new { job.InstanceType, InstanceCount = 1 },
        CreationTime = job.Created,
        TransformStartTime = job.Started,
        TransformEndTime = job.Ended,
    };

    private static object S3(Job job, string channel, string? distribution) => new
    {
        S3DataSource = new
        {
            S3DataType = "S3Prefix",
            S3Uri = $"s3://{Bucket(job)}/{channel}",
            S3DataDistributionType = distribution is null ? null : "FullyReplicated",
        },
    };

    private static IEnumerable<object> Transitions(Job job)
    {
        yield return Transition("Starting", job.Created, job.Started, "Preparing the instances for training");
        yield return Transition("Training", job.Started, job.Ended, "Training image download completed. Training in progress.");
        if (job.Ended is { } ended)
            yield return Transition(job.Status, ended, ended, job.Failure is { } failure ? "Training job failed: " + failure.Reason : "Training job " + job.Status.ToLowerInvariant());
    }

    private static object Transition(string status, DateTimeOffset start, DateTimeOffset? end, string message) =>
        new { Status = status, StartTime = start, EndTime = end, StatusMessage = message };

    private static string SecondaryStatus(Job job) => job.Status == "InProgress" ? "Training" : job.Status;

    private static int? Seconds(Job job) => (int?)(job.Ended - job.Started)?.TotalSeconds;

    private static string Bucket(Job job) => $"sagemaker-{job.Home.Region}-{SamplePlatform.Account}";

    private static string Image(Job job) => $"{SamplePlatform.Account}.dkr.ecr.{job.Home.Region}.amazonaws.com/ml-{job.Type.ToString().ToLowerInvariant()}:1.9";
}
