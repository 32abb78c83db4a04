using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Endpoints as SageMaker describes them.</summary>
internal static class EndpointViews
{
    public static object Summary(Endpoint endpoint) => new
    {
        EndpointName = endpoint.Name,
        EndpointArn = endpoint.Arn,
        CreationTime = endpoint.Created,
        LastModifiedTime = endpoint.LastModified,
        EndpointStatus = endpoint.Status,
    };

    /// <summary>An endpoint. A record of Search has its tags, and knows less of deployments.</summary>
    public static object Endpoint(Endpoint endpoint, bool record = false) => new
    {
        EndpointName = endpoint.Name,
        EndpointArn = endpoint.Arn,
        EndpointConfigName = endpoint.Config.Name,
        // What never came up has no variants yet: its configuration says what it was to have.
        ProductionVariants = endpoint.Serves ? endpoint.Variants.Where(variant => !variant.IsShadow).Select(variant => Variant(endpoint, variant)) : null,
        ShadowProductionVariants = endpoint.Variants.Any(variant => variant.IsShadow)
            ? endpoint.Variants.Where(variant => variant.IsShadow).Select(variant => Variant(endpoint, variant))
            : null,
        DataCaptureConfig = endpoint.Serves && endpoint.Capture is { } capture ? CaptureOf(capture) : null,
        EndpointStatus = endpoint.Status,
        endpoint.FailureReason,
        CreationTime = endpoint.Created,
        LastModifiedTime = endpoint.LastModified,
        LastDeploymentConfig = !record && endpoint.RollbackAlarms.Count > 0 ? Canary(endpoint.RollbackAlarms) : null,
        PendingDeploymentSummary = !record && endpoint.Pending is { } pending ? Pending(endpoint, pending) : null,
        AsyncInferenceConfig = record ? null : Asynchronous(endpoint),
        Tags = record ? Tags(endpoint) : null,
    };

    public static object ConfigSummary(EndpointConfig config, Endpoint of) => new
    {
        EndpointConfigName = config.Name,
        EndpointConfigArn = ConfigArn(config, of),
        CreationTime = config.Created,
    };

    public static object Config(EndpointConfig config, Endpoint of) => new
    {
        EndpointConfigName = config.Name,
        EndpointConfigArn = ConfigArn(config, of),
        ProductionVariants = config.Variants.Where(variant => !variant.IsShadow).Select(Planned),
        ShadowProductionVariants = config.Variants.Any(variant => variant.IsShadow) ? config.Variants.Where(variant => variant.IsShadow).Select(Planned) : null,
        DataCaptureConfig = config.Capture is { } capture
            ? new
            {
                EnableCapture = true,
                InitialSamplingPercentage = capture.Percent,
                DestinationS3Uri = Capture.Destination,
                CaptureOptions = new[] { new { CaptureMode = "Input" }, new { CaptureMode = "Output" } },
                CaptureContentTypeHeader = capture.Encoding == Capture.Base64 ? null : new
                {
                    CsvContentTypes = capture.Encoding == Capture.Csv ? new[] { "text/csv" } : null,
                    JsonContentTypes = capture.Encoding == Capture.Json ? new[] { "application/json", "application/jsonlines" } : null,
                },
            }
            : null,
        AsyncInferenceConfig = Asynchronous(of),
        // Inference components have models of their own; their role is the configuration's.
        ExecutionRoleArn = of.Kind == EndpointKind.InferenceComponent ? ModelViews.RoleArn(of) : null,
        CreationTime = config.Created,
    };

    public static IEnumerable<object> Tags(Endpoint endpoint) => endpoint.Tags.Select(tag => new { tag.Key, tag.Value });

    private static string ConfigArn(EndpointConfig config, Endpoint of) => of.Home.Arn("sagemaker", "endpoint-config/" + config.Name);

    private static object Variant(Endpoint endpoint, EndpointVariant variant, PendingDeployment? pending = null) => new
    {
        VariantName = variant.Name,
        DeployedImages = variant.Model is { } model ? model.Containers.Select(container => ModelViews.DeployedImage(endpoint, model, container)) : null,
        CurrentWeight = pending is null ? variant.Weight : 0,
        DesiredWeight = variant.Weight,
        CurrentInstanceCount = variant.Serverless is null ? variant.Instances : (int?)null,
        DesiredInstanceCount = variant.Serverless is null ? variant.Instances : (int?)null,
        VariantStatus = pending is null ? null : new[] { new { Status = pending.VariantStatus, StartTime = pending.Started + TimeSpan.FromMinutes(9) } },
        CurrentServerlessConfig = ServerlessOf(variant),
        InstanceType = pending is null ? null : variant.InstanceType,
        RoutingConfig = endpoint.Kind == EndpointKind.InferenceComponent ? new { RoutingStrategy = "LEAST_OUTSTANDING_REQUESTS" } : null,
    };

    private static object Planned(EndpointVariant variant) => new
    {
        VariantName = variant.Name,
        ModelName = variant.Model?.Name,
        InitialInstanceCount = variant.Serverless is null ? variant.Instances : (int?)null,
        variant.InstanceType,
        InitialVariantWeight = variant.Weight,
        ServerlessConfig = ServerlessOf(variant),
    };

    private static object? ServerlessOf(EndpointVariant variant) => variant.Serverless is { } serverless
        ? new { MemorySizeInMB = serverless.MemoryMb, serverless.MaxConcurrency }
        : null;

    private static object CaptureOf(Capture capture) => new
    {
        EnableCapture = true,
        CaptureStatus = capture.Running ? "Started" : "Stopped",
        CurrentSamplingPercentage = capture.Percent,
        DestinationS3Uri = Capture.Destination,
        KmsKeyId = "",
    };

    private static object Canary(IReadOnlyList<string> alarms) => new
    {
        BlueGreenUpdatePolicy = new
        {
            TrafficRoutingConfiguration = new { Type = "CANARY", WaitIntervalInSeconds = 600, CanarySize = new { Type = "CAPACITY_PERCENT", Value = 10 } },
            TerminationWaitInSeconds = 300,
            MaximumExecutionTimeoutInSeconds = 3600,
        },
        AutoRollbackConfiguration = new { Alarms = alarms.Select(alarm => new { AlarmName = alarm }) },
    };

    private static object Pending(Endpoint endpoint, PendingDeployment pending) => new
    {
        EndpointConfigName = pending.Config.Name,
        ProductionVariants = pending.Config.Variants.Select(variant => Variant(endpoint, variant, pending)),
        StartTime = pending.Started,
    };

    private static object? Asynchronous(Endpoint endpoint) => endpoint.Kind != EndpointKind.Asynchronous ? null : new
    {
        ClientConfig = new { MaxConcurrentInvocationsPerInstance = 4 },
        OutputConfig = new
        {
            S3OutputPath = $"s3://sagemaker-{endpoint.Home.Region}-{SamplePlatform.Account}/{endpoint.Name}/output",
            S3FailurePath = $"s3://sagemaker-{endpoint.Home.Region}-{SamplePlatform.Account}/{endpoint.Name}/failure",
        },
    };
}
