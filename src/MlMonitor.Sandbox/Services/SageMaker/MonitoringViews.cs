using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Platform.Captures;
using MlMonitor.Sandbox.Platform.Monitoring;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Model Monitor as SageMaker describes it.</summary>
internal static class MonitoringViews
{
    public static object ScheduleSummary(MonitoringSchedule schedule) => new
    {
        MonitoringScheduleName = schedule.Name,
        MonitoringScheduleArn = schedule.Arn,
        CreationTime = schedule.Created,
        LastModifiedTime = schedule.LastModified,
        MonitoringScheduleStatus = schedule.Status,
        EndpointName = schedule.Endpoint,
        MonitoringJobDefinitionName = schedule.JobDefinition,
        MonitoringType = schedule.Type.ToString(),
    };

    public static object Schedule(MonitoringSchedule schedule) => new
    {
        MonitoringScheduleArn = schedule.Arn,
        MonitoringScheduleName = schedule.Name,
        MonitoringScheduleStatus = schedule.Status,
        MonitoringType = schedule.Type.ToString(),
        CreationTime = schedule.Created,
        LastModifiedTime = schedule.LastModified,
        MonitoringScheduleConfig = new
        {
            ScheduleConfig = new { ScheduleExpression = schedule.Expression },
            MonitoringJobDefinitionName = schedule.JobDefinition,
            MonitoringType = schedule.Type.ToString(),
        },
        EndpointName = schedule.Endpoint,
        LastMonitoringExecutionSummary = schedule.Executions.Count > 0 ? Execution(schedule.Executions[0]) : null,
    };

    public static object Execution(MonitoringExecution execution) => new
    {
        MonitoringScheduleName = execution.Schedule.Name,
        ScheduledTime = execution.Scheduled,
        CreationTime = execution.Created,
        LastModifiedTime = execution.Ended,
        MonitoringExecutionStatus = execution.Status,
        ProcessingJobArn = execution.Job.Arn,
        EndpointName = execution.Schedule.Endpoint,
        execution.FailureReason,
        MonitoringJobDefinitionName = execution.Schedule.JobDefinition,
        MonitoringType = execution.Schedule.Type.ToString(),
    };

    public static object Alert(MonitoringSchedule schedule) => new
    {
        MonitoringAlertName = schedule.Name + "-alert",
        CreationTime = schedule.Created,
        LastModifiedTime = schedule.LastModified,
        AlertStatus = schedule.Executions.Take(1).Any(execution => execution.Status == "CompletedWithViolations") ? "InAlert" : "OK",
        DatapointsToAlert = 1,
        EvaluationPeriod = 1,
        Actions = new { ModelDashboardIndicator = new { Enabled = true } },
    };

    /// <summary>The job definition; its members are called by what it watches.</summary>
    public static object Definition(MonitoringSchedule schedule)
    {
        var type = schedule.Type.ToString();
        var shown = new Dictionary<string, object?>
        {
            ["JobDefinitionArn"] = schedule.JobDefinitionArn,
            ["JobDefinitionName"] = schedule.JobDefinition,
            ["CreationTime"] = schedule.Created,
            [type + "BaselineConfig"] = BaselineConfig(schedule),
            [type + "AppSpecification"] = AppSpecification(schedule),
            [type + "JobInput"] = JobInput(schedule),
            [type + "JobOutputConfig"] = new
            {
                MonitoringOutputs = new[]
                {
                    new { S3Output = new { S3Uri = MonitoringSchedule.OutputUri, LocalPath = "/opt/ml/processing/output", S3UploadMode = "EndOfJob" } },
                },
            },
            ["JobResources"] = new { ClusterConfig = new { InstanceCount = 1, InstanceType = "ml.m5.xlarge", VolumeSizeInGB = 20 } },
            ["RoleArn"] = RoleArn(schedule),
            ["StoppingCondition"] = new { MaxRuntimeInSeconds = 1800 },
        };
        return shown;
    }

    /// <summary>The processing job of an execution; its output says where the report is.</summary>
    public static object ProcessingJob(MonitoringExecution execution)
    {
        var (schedule, job) = (execution.Schedule, execution.Job);
        return new
        {
            ProcessingInputs = new[]
            {
                Input("baseline", $"s3://{BucketStore.Baselines}/{schedule.Baseline}/constraints.json", "/opt/ml/processing/baseline/constraints"),
                Input(
                    "endpoint_input_1",
                    FormattableString.Invariant($"s3://{BucketStore.Captures}/datacapture/{schedule.Endpoint}/AllTraffic/{execution.Scheduled.UtcDateTime.AddHours(-1):yyyy/MM/dd/HH}"),
                    $"/opt/ml/processing/input/endpoint/{schedule.Endpoint}/AllTraffic"),
            },
            ProcessingOutputConfig = new
            {
                Outputs = new[]
                {
                    new
                    {
                        OutputName = "monitoring_output",
                        S3Output = new { S3Uri = $"s3://{BucketStore.Monitoring}/{execution.Folder}", LocalPath = "/opt/ml/processing/output", S3UploadMode = "EndOfJob" },
                        AppManaged = false,
                    },
                },
            },
            ProcessingJobName = job.Name,
            ProcessingResources = new { ClusterConfig = new { job.InstanceCount, job.InstanceType, VolumeSizeInGB = 20 } },
            StoppingCondition = new { MaxRuntimeInSeconds = 1800 },
            AppSpecification = new { ImageUri = Image(schedule) },
            Environment = job.Settings,
            RoleArn = RoleArn(schedule),
            ProcessingJobArn = job.Arn,
            ProcessingJobStatus = job.Status,
            execution.ExitMessage,
            execution.FailureReason,
            ProcessingEndTime = execution.Ended,
            ProcessingStartTime = job.Started,
            LastModifiedTime = execution.Ended,
            CreationTime = execution.Created,
            MonitoringScheduleArn = schedule.Arn,
        };
    }

    private static object Input(string name, string uri, string path) => new
    {
        InputName = name,
        AppManaged = false,
        S3Input = new { S3Uri = uri, LocalPath = path, S3DataType = "S3Prefix", S3InputMode = "File", S3DataDistributionType = "FullyReplicated" },
    };

    private static object BaselineConfig(MonitoringSchedule schedule)
    {
        // Clarify's own report serves as constraints where the team did not write any.
        var file = schedule.Type == MonitoringType.ModelExplainability ? "analysis.json" : "constraints.json";
        return new
        {
            ConstraintsResource = new { S3Uri = Uri(file) },
            StatisticsResource = schedule.Type == MonitoringType.DataQuality ? new { S3Uri = Uri("statistics.json") } : null,
        };

        string Uri(string name) => $"s3://{BucketStore.Baselines}/{schedule.Baseline}/{name}";
    }

    private static object AppSpecification(MonitoringSchedule schedule) => new
    {
        ImageUri = Image(schedule),
        ProblemType = schedule.Type == MonitoringType.ModelQuality ? "BinaryClassification" : null,
        ConfigUri = IsOfClarify(schedule) ? $"s3://{BucketStore.Baselines}/{schedule.Baseline}/analysis_config.json" : null,
    };

    private static object JobInput(MonitoringSchedule schedule)
    {
        var judged = schedule.Type is MonitoringType.ModelQuality or MonitoringType.ModelBias;
        return new
        {
            EndpointInput = new
            {
                EndpointName = schedule.Endpoint,
                LocalPath = "/opt/ml/processing/input/endpoint",
                S3InputMode = "File",
                S3DataDistributionType = "FullyReplicated",
                InferenceAttribute = !judged ? null : schedule.Endpoint == Credit.Endpoint ? "predicted_label" : "0",
                StartTimeOffset = schedule.Offsets?.Start,
                EndTimeOffset = schedule.Offsets?.End,
            },
            GroundTruthS3Input = judged ? new { S3Uri = $"s3://{BucketStore.Labels}/{schedule.Endpoint}/" } : null,
        };
    }

    private static bool IsOfClarify(MonitoringSchedule schedule) => schedule.Type is MonitoringType.ModelBias or MonitoringType.ModelExplainability;

    // The accounts are those that AWS keeps the images in, in this region.
    private static string Image(MonitoringSchedule schedule) => IsOfClarify(schedule)
        ? $"131013547314.dkr.ecr.{schedule.Home.Region}.amazonaws.com/sagemaker-clarify-processing:1.0"
        : $"890145073186.dkr.ecr.{schedule.Home.Region}.amazonaws.com/sagemaker-model-monitor-analyzer";

    private static string RoleArn(MonitoringSchedule schedule) => $"arn:{schedule.Home.Partition}:iam::{SamplePlatform.Account}:role/ml-monitor-role";
}
