using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Services.StepFunctions;

/// <summary>State machines and executions as Step Functions shows them.</summary>
internal static class WorkflowViews
{
    public static string TypeOf(Machine machine) => machine.Express ? "EXPRESS" : "STANDARD";

    public static object Machine(Machine machine) => new
    {
        stateMachineArn = machine.Arn,
        name = machine.Name,
        status = "ACTIVE",
        definition = Definition.Of(machine),
        roleArn = machine.RoleArn,
        type = TypeOf(machine),
        creationDate = machine.Created,
        loggingConfiguration = Logging(),
        tracingConfiguration = new { enabled = false },
    };

    public static object MachineOf(WorkflowExecution execution) => new
    {
        stateMachineArn = execution.Machine.Arn,
        name = execution.Machine.Name,
        definition = Definition.Of(execution.Machine),
        roleArn = execution.Machine.RoleArn,
        updateDate = execution.Machine.Modified,
        loggingConfiguration = Logging(),
        tracingConfiguration = new { enabled = false },
    };

    public static object Summary(WorkflowExecution execution) => new
    {
        executionArn = execution.Arn,
        stateMachineArn = execution.Machine.Arn,
        name = execution.Name,
        status = execution.Status,
        startDate = execution.Start,
        stopDate = execution.Stop,
        redriveCount = 0,
    };

    public static object Execution(WorkflowExecution execution) => new
    {
        executionArn = execution.Arn,
        stateMachineArn = execution.Machine.Arn,
        name = execution.Name,
        status = execution.Status,
        startDate = execution.Start,
        stopDate = execution.Stop,
        input = execution.Input,
        inputDetails = new { included = true },
        output = execution.Output,
        outputDetails = execution.Output is null ? null : new { included = true },
        error = execution.Error,
        cause = execution.Cause,
        redriveCount = 0,
        redriveStatus = execution.Status is "RUNNING" or "SUCCEEDED" ? "NOT_REDRIVABLE" : "REDRIVABLE",
        redriveStatusReason = execution.Status switch
        {
            "RUNNING" => "Execution is RUNNING and cannot be redriven",
            "SUCCEEDED" => "Execution is SUCCEEDED and cannot be redriven",
            _ => null,
        },
    };

    public static object Event(HistoryEvent entry)
    {
        var shown = new Dictionary<string, object?>
        {
            ["timestamp"] = entry.Time,
            ["type"] = entry.Type,
            ["id"] = entry.Id,
            ["previousEventId"] = entry.Previous,
        };
        if (entry.DetailsName is { } name)
            shown[name] = entry.Details;
        return shown;
    }

    public static object MapRunSummary(MapRun run) => new
    {
        executionArn = run.Execution.Arn,
        mapRunArn = run.Arn,
        stateMachineArn = run.Execution.Machine.Arn,
        startDate = run.Start,
        stopDate = run.Stop,
    };

    public static object MapRun(MapRun run) => new
    {
        mapRunArn = run.Arn,
        executionArn = run.Execution.Arn,
        status = run.Status,
        startDate = run.Start,
        stopDate = run.Stop,
        maxConcurrency = 40,
        toleratedFailurePercentage = 5.0,
        toleratedFailureCount = 0,
        itemCounts = Counts(run),
        executionCounts = Counts(run),
        redriveCount = 0,
    };

    private static object Counts(MapRun run) => new
    {
        pending = 0,
        running = 0,
        succeeded = run.Total - run.Failed,
        failed = run.Failed,
        timedOut = 0,
        aborted = 0,
        total = run.Total,
        resultsWritten = 0,
        failuresNotRedrivable = 0,
        pendingRedrive = run.Execution.Status == "PENDING_REDRIVE" ? run.Failed : 0,
    };

    private static object Logging() => new { level = "OFF", includeExecutionData = false };
}
