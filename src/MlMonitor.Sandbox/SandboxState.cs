using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Protocol;
using MlMonitor.Sandbox.Services.AutoScaling;
using MlMonitor.Sandbox.Services.CloudTrail;
using MlMonitor.Sandbox.Services.CloudWatch;
using MlMonitor.Sandbox.Services.CodeBuild;
using MlMonitor.Sandbox.Services.CodePipeline;
using MlMonitor.Sandbox.Services.Logs;
using MlMonitor.Sandbox.Services.S3;
using MlMonitor.Sandbox.Services.SageMaker;
using MlMonitor.Sandbox.Services.SageMakerMetrics;
using MlMonitor.Sandbox.Services.SageMakerRuntime;
using MlMonitor.Sandbox.Services.Sns;
using MlMonitor.Sandbox.Services.StepFunctions;
using MlMonitor.Sandbox.Services.Sts;
using MlMonitor.Sandbox.Services.Tagging;

namespace MlMonitor.Sandbox;

/// <summary>All that a running sandbox remembers.</summary>
internal sealed class SandboxState
{
    public SandboxState(SandboxOptions options)
    {
        Options = options;
        Faults = new FaultList(options.Seed);
        Platform = NewPlatform();
        Faults.Add(options.Faults);
    }

    public SandboxOptions Options { get; }

    /// <summary>The services, each asked in turn whether a request is for it. A new service is one more line here.</summary>
    public IReadOnlyList<AwsService> Services { get; } =
    [
        new S3Service(),
        new CodePipelineService(), new CodeBuildService(), new StepFunctionsService(), new SageMakerService(), new LogsService(),
        new CloudTrailService(), new SnsService(), new StsService(), new CloudWatchService(), new SageMakerMetricsService(),
        new SageMakerRuntimeService(), new AutoScalingService(), new TaggingService(),
    ];

    public FaultList Faults { get; }

    public CallLog Calls { get; } = new();

    public SamplePlatform Platform { get; private set; }

    public void Reset()
    {
        Platform = NewPlatform();
        Calls.Clear();
        Faults.Clear();
        Faults.Add(Options.Faults);
    }

    private SamplePlatform NewPlatform() => new(Options.Seed, Options.Size, Options.Clock);
}
