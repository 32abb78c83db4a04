using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>What a task does: the integration that Step Functions calls.</summary>
internal enum TaskKind
{
    /// <summary>A Lambda function by its own ARN, the old way.</summary>
    Function,

    /// <summary>A Lambda function through lambda:invoke.</summary>
    Invoke,
    TrainingJob,
    ProcessingJob,
    TransformJob,
    Build,

    /// <summary>Another state machine.</summary>
    Workflow,
}

/// <summary>A state as declared; <paramref name="Weight"/> is its share of the time that an execution takes.</summary>
internal abstract record WorkflowState(string Name, double Weight);

/// <param name="Name">The state's name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Target">The function, the project, the machine, or what the names of its jobs begin with.</param>
/// <param name="Weight">Its share of the time.</param>
internal sealed record TaskState(string Name, TaskKind Kind, string Target, double Weight) : WorkflowState(Name, Weight)
{
    /// <summary>How often Step Functions tries again before it gives up.</summary>
    public int Retries { get; init; }

    public FunctionFailure FunctionFailure { get; init; } = FunctionFailure.BadTimestamp;

    public JobFailure? JobFailure { get; init; }

    public BuildFailure? BuildFailure { get; init; }

    public JobType? JobType => Kind switch
    {
        TaskKind.TrainingJob => Jobs.JobType.Training,
        TaskKind.ProcessingJob => Jobs.JobType.Processing,
        TaskKind.TransformJob => Jobs.JobType.Transform,
        _ => null,
    };

    /// <summary>The integration's name as events show it, e.g. sagemaker and createTrainingJob.sync.</summary>
    public (string Type, string Action) Resource => Kind switch
    {
        TaskKind.TrainingJob => ("sagemaker", "createTrainingJob.sync"),
        TaskKind.ProcessingJob => ("sagemaker", "createProcessingJob.sync"),
        TaskKind.TransformJob => ("sagemaker", "createTransformJob.sync"),
        TaskKind.Build => ("codebuild", "startBuild.sync"),
        TaskKind.Workflow => ("states", "startExecution.sync:2"),
        _ => ("lambda", "invoke"),
    };
}

/// <summary>Goes on when all is well and to a Fail state otherwise.</summary>
internal sealed record ChoiceState(string Name, string Variable, FailState Otherwise) : WorkflowState(Name, 0);

internal sealed record FailState(string Name, string Error, string Cause) : WorkflowState(Name, 0);

/// <summary>Does a task for each item; a distributed map does so in child executions of a map run.</summary>
internal sealed record MapState(string Name, TaskState Inner, int Items, bool Distributed, double Weight) : WorkflowState(Name, Weight);

/// <summary>An error that a function raised.</summary>
internal sealed record FunctionFailure(string ErrorType, string ErrorMessage, params string[] Stack)
{
    public static FunctionFailure BadTimestamp { get; } = new(
        "ValueError", "time data '2026-13-01' does not match format '%Y-%m-%d'",
        "  File \"/var/task/app.py\", line 41, in handler\n    day = datetime.strptime(event[\"date\"], \"%Y-%m-%d\")\n",
        "  File \"/var/lang/lib/python3.12/_strptime.py\", line 655, in _strptime_datetime\n    tt, fraction, gmtoff_fraction = _strptime(data_string, format)\n");

    /// <summary>The cause as Step Functions passes it on.</summary>
    public string Cause => WorkflowJson.Text(new { errorMessage = ErrorMessage, errorType = ErrorType, stackTrace = Stack });

    /// <summary>What the function's log ends with.</summary>
    public IEnumerable<string> LogLines =>
    [
        $"[ERROR] {ErrorType}: {ErrorMessage}", "Traceback (most recent call last):", .. Stack.SelectMany(each => each.TrimEnd('\n').Split('\n')),
    ];
}
