using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Jobs as SageMaker describes them.</summary>
internal static class JobViews
{
    private const string InTraining = "Training image download completed. Training in progress.";

    /// <summary>A training job; a record of Search has its tags too.</summary>
    public static object Training(Job job, bool tags = false) => new
    {
        TrainingJobName = job.Name,
        TrainingJobArn = job.Arn,
        TuningJobArn = TuningArn(job),
        ModelArtifacts = new { S3ModelArtifacts = $"s3://{Bucket(job)}/{job.Name}/output/model.tar.gz" },
        TrainingJobStatus = job.Status,
        SecondaryStatus = SecondaryStatus(job),
        FailureReason = job.Failure?.Reason,
        HyperParameters = job.Settings,
        AlgorithmSpecification = new
        {
            TrainingImage = Image(job),
            TrainingInputMode = "File",
            MetricDefinitions = job.Run.Curves.Select(curve => new { curve.Name, Regex = curve.Name.Replace(':', '-') + ":([0-9.]+)" }),
            EnableSageMakerMetricsTimeSeries = true,
        },
        job.RoleArn,
        InputDataConfig = new[]
        {
            new { ChannelName = "train", DataSource = S3(job, "train", "S3DataDistributionType"), CompressionType = "None", RecordWrapperType = "None" },
        },
        OutputDataConfig = new { S3OutputPath = $"s3://{Bucket(job)}/{job.Name}/output" },
        ResourceConfig = new { job.InstanceType, job.InstanceCount, VolumeSizeInGB = 30 },
        StoppingCondition = new
        {
            MaxRuntimeInSeconds = (int)job.MaxRuntime.TotalSeconds,
            MaxWaitTimeInSeconds = job.SpotShare is null ? null : (int?)(2 * job.MaxRuntime.TotalSeconds),
        },
        CreationTime = job.Created,
        TrainingStartTime = job.Ran ? job.Started : (DateTimeOffset?)null,
        TrainingEndTime = job.Ended,
        LastModifiedTime = job.LastModified,
        SecondaryStatusTransitions = Transitions(job),
        FinalMetricDataList = FinalMetrics(job),
        EnableNetworkIsolation = false,
        EnableInterContainerTrafficEncryption = false,
        EnableManagedSpotTraining = job.SpotShare is not null,
        TrainingTimeInSeconds = job.Ran ? Seconds(job) : null,
        BillableTimeInSeconds = job.Ran ? (int?)(Seconds(job) * (job.SpotShare ?? 1)) : null,
        Tags = tags ? Tags(job) : null,
    };

    public static object Processing(Job job) => job.Request is { } request ? Started(job, request) : new
    {
        ProcessingJobName = job.Name,
        ProcessingJobArn = job.Arn,
        ProcessingJobStatus = job.Status,
        job.Failure?.ExitMessage,
        FailureReason = job.Failure?.Reason,
        ProcessingResources = new { ClusterConfig = new { job.InstanceCount, job.InstanceType, VolumeSizeInGB = 30 } },
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
        LastModifiedTime = job.LastModified,
    };

    /// <summary>A job that was started tells what it was asked, and how it is.</summary>
    private static Dictionary<string, object?> Started(Job job, JsonObject request)
    {
        var view = request.Where(member => member.Key != "Tags").ToDictionary(member => member.Key, member => (object?)member.Value);
        view["ProcessingJobArn"] = job.Arn;
        view["ProcessingJobStatus"] = job.Status;
        view["CreationTime"] = job.Created;
        view["ProcessingStartTime"] = job.Started;
        view["LastModifiedTime"] = job.LastModified;
        foreach (var (name, value) in new (string, object?)[] { ("ProcessingEndTime", job.Ended), ("FailureReason", job.Failure?.Reason), ("ExitMessage", job.Failure?.ExitMessage ?? job.Message) })
            if (value is not null)
                view[name] = value;
        return view;
    }

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

    public static string? TuningArn(Job job) =>
        job.Trial is { } trial ? job.Home.Arn("sagemaker", "hyper-parameter-tuning-job/" + trial.TuningJob) : null;

    public static string SecondaryStatus(Job job) => job.Secondary ?? (job.Status == "InProgress" ? "Training" : job.Status);

    public static string Bucket(Job job) => $"sagemaker-{job.Home.Region}-{SamplePlatform.Account}";

    public static IEnumerable<object> Tags(Job job) => job.Tags.Select(tag => new { tag.Key, tag.Value });

    public static string Image(Job job) =>
        $"{SamplePlatform.Account}.dkr.ecr.{job.Home.Region}.amazonaws.com/ml-{job.Type.ToString().ToLowerInvariant()}:1.9";

    /// <summary>The last value of each metric, as it was logged and published.</summary>
    public static IReadOnlyList<FinalMetric>? FinalMetrics(Job job)
    {
        if (job.Status is not ("Completed" or "Stopped") || job.Iterations(job.Home.Now).LastOrDefault() is not { Number: > 0 } last)
            return null;
        return job.Run.Curves.Select(curve => new FinalMetric(curve.Name, curve.At(job, last.Number), last.Time)).ToList();
    }

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
        yield return Transition("Starting", job.Created, job.Ran ? job.Started : job.Ended, "Preparing the instances for training");
        var since = job.Started;
        foreach (var taken in job.Interruptions)
        {
            yield return Transition("Training", since, taken.At, InTraining);
            yield return Transition("Interrupted", taken.At, taken.At.AddSeconds(40), "Training job interrupted: the spot instance was reclaimed");
            yield return Transition("Starting", taken.At.AddSeconds(40), taken.Back, "Preparing the instances for training");
            since = taken.Back;
        }

        if (job.Ran)
            yield return Transition("Training", since, job.Ended, InTraining);
        if (job.Ended is { } ended)
        {
            yield return Transition(
                SecondaryStatus(job), ended, ended,
                job.Failure is { } failure ? "Training job failed: " + failure.Reason : "Training job " + job.Status.ToLowerInvariant());
        }
    }

    private static object Transition(string status, DateTimeOffset start, DateTimeOffset? end, string message) =>
        new { Status = status, StartTime = start, EndTime = end, StatusMessage = message };

    private static int? Seconds(Job job) => (int?)(job.Ended - job.Started)?.TotalSeconds;
}

/// <summary>The last value of a metric.</summary>
internal sealed record FinalMetric(string MetricName, double Value, DateTimeOffset Timestamp);
