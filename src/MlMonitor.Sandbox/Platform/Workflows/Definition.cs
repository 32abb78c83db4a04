namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>A machine in the Amazon States Language.</summary>
internal static class Definition
{
    public static string Of(Machine machine)
    {
        var states = new Dictionary<string, object>();
        for (var index = 0; index < machine.States.Count; index++)
        {
            var state = machine.States[index];
            var next = index + 1 < machine.States.Count ? machine.States[index + 1].Name : null;
            states[state.Name] = State(machine, state, next);
            if (state is ChoiceState { Otherwise: var fail })
                states[fail.Name] = new { Type = "Fail", fail.Error, fail.Cause };
        }

        return WorkflowJson.Text(new
        {
            Comment = machine.Name,
            StartAt = machine.States[0].Name,
            TimeoutSeconds = (int?)machine.Limit?.TotalSeconds,
            States = states,
        });
    }

    /// <summary>The ARN of the thing a task calls.</summary>
    public static string ResourceOf(Machine machine, TaskState task) => task.Kind == TaskKind.Function
        ? FunctionArn(machine, task)
        : $"arn:{machine.Home.Partition}:states:::{task.Resource.Type}:{task.Resource.Action}";

    /// <summary>What a task passes to the thing it calls.</summary>
    public static object Parameters(Machine machine, TaskState task) => task.Kind switch
    {
        TaskKind.Invoke => new { FunctionName = FunctionArn(machine, task) },
        TaskKind.Build => new { ProjectName = task.Target },
        TaskKind.Workflow => new { StateMachineArn = machine.Home.Arn("states", "stateMachine:" + task.Target) },
        TaskKind.TrainingJob => new { TrainingJobName = task.Target, HyperParameters = new { wandb_api_key = "sandbox-secret-value-3" } },
        TaskKind.ProcessingJob => new { ProcessingJobName = task.Target },
        _ => new { TransformJobName = task.Target },
    };

    private static object State(Machine machine, WorkflowState state, string? next) => state switch
    {
        TaskState task => new
        {
            Type = "Task",
            Resource = ResourceOf(machine, task),
            Parameters = task.Kind == TaskKind.Function ? null : Parameters(machine, task),
            Retry = task.Retries == 0 ? null : new[] { new { ErrorEquals = new[] { "States.ALL" }, IntervalSeconds = 2, MaxAttempts = task.Retries } },
            Next = next,
            End = End(next),
        },
        ChoiceState choice => new
        {
            Type = "Choice",
            Choices = new[] { new { choice.Variable, NumericLessThanEquals = 0.25, Next = next } },
            Default = choice.Otherwise.Name,
        },
        MapState map => new
        {
            Type = "Map",
            ItemProcessor = new
            {
                ProcessorConfig = new { Mode = map.Distributed ? "DISTRIBUTED" : "INLINE", ExecutionType = map.Distributed ? "STANDARD" : null },
                StartAt = map.Inner.Name,
                States = new Dictionary<string, object> { [map.Inner.Name] = State(machine, map.Inner, null) },
            },
            MaxConcurrency = 1,
            Next = next,
            End = End(next),
        },
        _ => new { Type = "Pass", Next = next, End = End(next) },
    };

    private static bool? End(string? next) => next is null ? true : null;

    private static string FunctionArn(Machine machine, TaskState task) => machine.Home.Arn("lambda", "function:" + task.Target);
}
