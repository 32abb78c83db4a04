using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Starts processing jobs. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html</summary>
internal static partial class ProcessingOperations
{
    private const int LongestArgument = 256;

    public static object Create(JsonCall call)
    {
        var input = call.Input;
        var name = input.RequiredString("ProcessingJobName", 63);
        if (!Name().IsMatch(name))
            throw input.Invalid(name, "processingJobName", "Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
        var role = input.RequiredString("RoleArn", 2048);
        if (!Role().IsMatch(role))
            throw input.Invalid(role, "roleArn", "Member must satisfy regular expression pattern: arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
        var cluster = Required(Required(input, "ProcessingResources"), "ClusterConfig");
        var type = cluster.RequiredString("InstanceType");
        var count = cluster.OptionalInt("InstanceCount", 1, 100) ?? throw input.Invalid(null, "instanceCount", "Member must not be null");
        _ = cluster.OptionalInt("VolumeSizeInGB", 1, 16_384) ?? throw input.Invalid(null, "volumeSizeInGB", "Member must not be null");
        var application = Required(input, "AppSpecification");
        application.RequiredString("ImageUri", 255);
        foreach (var argument in application.OptionalStrings("ContainerArguments", 100) ?? [])
            if (argument.Length is 0 or > LongestArgument)
                throw input.Invalid(argument, "containerArguments", $"Member must have length less than or equal to {LongestArgument}");
        CheckPlaces(input);
        var limit = input.Structure("StoppingCondition")?.OptionalInt("MaxRuntimeInSeconds", 1, 777_600);

        var job = new Job
        {
            Home = call.Platform,
            Type = JobType.Processing,
            Name = name,
            Status = "InProgress",
            Program = "",
            Created = call.Call.Clock.GetUtcNow(),
            InstanceType = type,
            InstanceCount = count,
            MaxRuntime = TimeSpan.FromSeconds(limit ?? 86_400),
            Logs = false,
            Request = (JsonObject)JsonBody.Read(call.Call).DeepClone(),
        };
        if (!call.Platform.Jobs.TryStart(job))
            throw new AwsError("ResourceInUse", $"Job name must be unique within an AWS account and region, and a job with this name already exists ({job.Arn})");
        // It goes on after the answer, as jobs do; what becomes of it is told by whoever describes it.
        _ = Task.Run(async () => call.Platform.Jobs.End(await new ProcessingRun(job, call.Call.Clock).RunAsync().ConfigureAwait(false)));
        return new { ProcessingJobArn = job.Arn };
    }

    private static void CheckPlaces(JsonInput input)
    {
        foreach (var each in input.Structures("ProcessingInputs"))
        {
            each.RequiredString("InputName");
            if (each.Structure("S3Input") is not { } s3)
                continue;
            CheckUri(s3);
            _ = s3.OptionalEnum("S3DataType", "ManifestFile", "S3Prefix") ?? throw input.Invalid(null, "s3DataType", "Member must not be null");
            s3.OptionalEnum("S3InputMode", "Pipe", "File");
            s3.OptionalEnum("S3DataDistributionType", "FullyReplicated", "ShardedByS3Key");
            s3.OptionalEnum("S3CompressionType", "None", "Gzip");
        }

        foreach (var each in input.Structure("ProcessingOutputConfig")?.Structures("Outputs") ?? [])
        {
            each.RequiredString("OutputName");
            if (each.Structure("S3Output") is not { } s3)
                continue;
            CheckUri(s3);
            _ = s3.OptionalEnum("S3UploadMode", "Continuous", "EndOfJob") ?? throw input.Invalid(null, "s3UploadMode", "Member must not be null");
        }
    }

    private static void CheckUri(JsonInput s3)
    {
        var uri = s3.RequiredString("S3Uri", 1024);
        if (!Uri().IsMatch(uri))
            throw s3.Invalid(uri, "s3Uri", "Member must satisfy regular expression pattern: (https|s3)://([^/]+)/?(.*)");
    }

    private static JsonInput Required(JsonInput input, string name) => input.Structure(name) ?? throw input.Invalid(null, name, "Member must not be null");

    [GeneratedRegex("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$")]
    private static partial Regex Role();

    [GeneratedRegex("^(https|s3)://([^/]+)/?(.*)$")]
    private static partial Regex Uri();
}
