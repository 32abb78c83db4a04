using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.ModelPipelines;

internal enum StepKind
{
    Processing,
    Training,
    Transform,
    Condition,
    Lambda,
    Callback,
    RegisterModel,
}

/// <summary>A step as declared; <paramref name="Weight"/> is its share of the time that an execution takes.</summary>
internal sealed record Step(string Name, StepKind Kind, double Weight)
{
    public JobFailure? Failure { get; init; }

    public JobType? JobType => Kind switch
    {
        StepKind.Processing => Jobs.JobType.Processing,
        StepKind.Training => Jobs.JobType.Training,
        StepKind.Transform => Jobs.JobType.Transform,
        _ => null,
    };
}

/// <summary>A SageMaker pipeline and every execution of it.</summary>
internal sealed class ModelPipeline(Func<ModelPipeline, IReadOnlyList<PipelineExecution>> history)
{
    private readonly Lock _making = new();
    private IReadOnlyList<PipelineExecution>? _executions;

    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public required TimeSpan Typical { get; init; }

    /// <summary>SageMaker has names in lower case there.</summary>
    public string Arn => Home.Arn("sagemaker", "pipeline/" + Name.ToLowerInvariant());

    public string RoleArn => $"arn:{Home.Partition}:iam::{SamplePlatform.Account}:role/{Name}-role";

    /// <summary>The executions, newest first. Made when first asked for.</summary>
    public IReadOnlyList<PipelineExecution> Executions
    {
        get
        {
            lock (_making)
                return _executions ??= history(this);
        }
    }
}

internal sealed record PipelineExecution
{
    public required ModelPipeline Pipeline { get; init; }

    public required string Id { get; init; }

    /// <summary>Executing, Stopped, Failed or Succeeded.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The steps that began, oldest first.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    public string Arn => $"{Pipeline.Arn}/execution/{Id}";

    public string? FailureReason => Status == "Failed" ? "Step failure: One or multiple steps failed." : null;
}

internal sealed record StepRun(Step Step, string Status, DateTimeOffset Start, DateTimeOffset? End)
{
    public Job? Job { get; init; }

    /// <summary>The execution whose result was taken instead of running the step.</summary>
    public string? CachedFrom { get; init; }

    public int Attempts { get; init; } = 1;

    public required string Token { get; init; }

    public string? FailureReason => Status == "Failed" ? Job?.Failure?.Reason : null;
}

/// <summary>How the latest execution stands: its status, and the step that it ended or is in.</summary>
internal sealed record LatestExecution(string Status, TimeSpan Ago, string? At = null);
