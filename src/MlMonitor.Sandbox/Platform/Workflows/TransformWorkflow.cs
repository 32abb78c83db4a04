using MlMonitor.Sandbox.Platform.Pipelines;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>The state machine that a batch pipeline starts: its executions are made from the pipeline's runs.</summary>
internal static class TransformWorkflow
{
    private const string Last = "PublishPredictions";

    public static FunctionFailure Failure { get; } = new(
        "RowCountMismatch", "expected 1204551 predictions, found 1204118 in transform/part-00007.csv.out",
        "  File \"/var/task/publish.py\", line 73, in handler\n    raise RowCountMismatch(expected, found, part)\n");

    public static Machine Of(Pipeline pipeline, PipelineAction action, int seed)
    {
        var name = action.Configuration["StateMachineArn"].Split(':')[^1];
        return new Machine(machine => pipeline.Runs
            .SelectMany(run => run.Actions)
            .Where(done => done.Action == action.Name && done.External is not null)
            .Select(done => Play(machine, done, seed))
            .ToList())
        {
            Home = pipeline.Home,
            Name = name,
            Created = pipeline.Created,
            Modified = pipeline.Updated,
            Typical = (action.Shortest + action.Longest) / 2,
            States =
            [
                new TaskState("Transform", TaskKind.TransformJob, pipeline.Name, 9),
                new TaskState(Last, TaskKind.Invoke, pipeline.Name + "-publish", 1) { FunctionFailure = Failure },
            ],
        };
    }

    private static WorkflowExecution Play(Machine machine, ActionRun action, int seed)
    {
        var end = action.Status switch
        {
            "Succeeded" => ExecutionEnd.Succeeded,
            "Failed" => ExecutionEnd.FailedAt(Last),
            "InProgress" => ExecutionEnd.RunningIn(machine.States[0].Name),
            _ => ExecutionEnd.AbortedIn(machine.States[0].Name, "Pipeline.Stopped", "The pipeline execution was stopped."),
        };
        // CodePipeline starts it a second after the action began and sees its end a second late.
        var second = TimeSpan.FromSeconds(1);
        var until = end.Status == "RUNNING" ? machine.Home.Now : action.LastUpdate - second;
        return new ExecutionPlayer(machine, seed, action.External!.Id.Split(':')[^1])
            .Play(action.Start + second, end, until - action.Start - second);
    }
}
