using System.Globalization;
using MlMonitor.Sandbox.Platform.Workflows;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.StepFunctions;

/// <summary>https://docs.aws.amazon.com/step-functions/latest/apireference/</summary>
internal sealed class StepFunctionsService : JsonService
{
    private const int PageByDefault = 100;

    public StepFunctionsService()
        : base("stepfunctions", "states", "AWSStepFunctions", "1.0")
    {
        Operation("ListStateMachines", ListStateMachines);
        Operation("DescribeStateMachine", DescribeStateMachine);
        Operation("DescribeStateMachineForExecution", DescribeStateMachineForExecution);
        Operation("ListExecutions", ListExecutions);
        Operation("DescribeExecution", DescribeExecution);
        Operation("GetExecutionHistory", GetExecutionHistory);
        Operation("ListMapRuns", ListMapRuns);
        Operation("DescribeMapRun", DescribeMapRun);
    }

    public override string IamPrefix => "states";

    public override string ResourceOf(AwsCall call) =>
        Peek(call, "stateMachineArn") ?? Peek(call, "executionArn") ?? call.Platform.Arn("states", "stateMachine:*");

    private static object ListStateMachines(JsonCall call)
    {
        var page = PageOf(call, call.Platform.Machines.All, "ListStateMachines");
        return new
        {
            stateMachines = page.Items.Select(machine => new
            {
                stateMachineArn = machine.Arn,
                name = machine.Name,
                type = WorkflowViews.TypeOf(machine),
                creationDate = machine.Created,
            }),
            nextToken = page.NextToken,
        };
    }

    private static object DescribeStateMachine(JsonCall call) => WorkflowViews.Machine(FindMachine(call));

    private static object DescribeStateMachineForExecution(JsonCall call) => WorkflowViews.MachineOf(FindExecution(call));

    private static object ListExecutions(JsonCall call)
    {
        var status = call.Input.OptionalEnum("statusFilter", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE");
        if (call.Input.OptionalString("mapRunArn", 2000) is { } mapRunArn)
        {
            // The child executions of a map run are counted, not kept.
            _ = FindMapRun(call, mapRunArn);
            return new { executions = Array.Empty<object>() };
        }

        var machine = FindMachine(call);
        if (machine.Express)
            throw new AwsError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        var executions = machine.Executions.Where(execution => status is null || execution.Status == status).ToList();
        var page = PageOf(call, executions, $"ListExecutions/{machine.Name}/{status}");
        return new { executions = page.Items.Select(WorkflowViews.Summary), nextToken = page.NextToken };
    }

    private static object DescribeExecution(JsonCall call) => WorkflowViews.Execution(FindExecution(call));

    private static object GetExecutionHistory(JsonCall call)
    {
        var execution = FindExecution(call);
        var (reverse, data) = (call.Input.OptionalBool("reverseOrder") ?? false, call.Input.OptionalBool("includeExecutionData") ?? true);
        var events = HistoryWriter.Write(execution, data);
        var page = PageOf(
            call, reverse ? events.Reverse().ToList() : events, string.Create(CultureInfo.InvariantCulture, $"History/{execution.Arn}/{reverse}"));
        return new { events = page.Items.Select(WorkflowViews.Event), nextToken = page.NextToken };
    }

    private static object ListMapRuns(JsonCall call)
    {
        var execution = FindExecution(call);
        return new { mapRuns = execution.MapRun is { } run ? [WorkflowViews.MapRunSummary(run)] : Array.Empty<object>() };
    }

    private static object DescribeMapRun(JsonCall call) => WorkflowViews.MapRun(FindMapRun(call, call.Input.RequiredString("mapRunArn", 2000)));

    private static Machine FindMachine(JsonCall call)
    {
        var arn = ArnOf(call, "stateMachineArn", ":stateMachine:");
        return call.Platform.Machines.Find(arn) is { } machine && machine.Arn == arn
            ? machine
            : throw new AwsError("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");
    }

    private static WorkflowExecution FindExecution(JsonCall call)
    {
        var arn = ArnOf(call, "executionArn", ":execution:");
        return call.Platform.Machines.FindExecution(arn) is { } execution && execution.Arn == arn
            ? execution
            : throw new AwsError("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");
    }

    private static MapRun FindMapRun(JsonCall call, string arn)
    {
        // arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/MAP:ID
        var machine = arn.Split(':') is [.., "mapRun", var label, _] ? call.Platform.Machines.Find(label.Split('/')[0]) : null;
        return machine?.Executions.Select(execution => execution.MapRun).FirstOrDefault(run => run?.Arn == arn)
            ?? throw new AwsError("ResourceNotFound", $"Resource not found: '{arn}'");
    }

    private static string ArnOf(JsonCall call, string member, string kind)
    {
        var arn = call.Input.RequiredString(member, 256);
        return arn.StartsWith("arn:", StringComparison.Ordinal) && arn.Contains(kind, StringComparison.Ordinal)
            ? arn
            : throw new AwsError("InvalidArn", $"Invalid Arn: '{arn}'");
    }

    private static Page<T> PageOf<T>(JsonCall call, IReadOnlyList<T> all, string listing)
    {
        // Here 0 stands for the default.
        var size = call.Input.OptionalInt("maxResults", 0, 1000) is > 0 and var asked ? asked : PageByDefault;
        return Page.Of(
            all, $"{call.Region}/{listing}", call.Input.OptionalString("nextToken", 3096), size,
            () => new AwsError("InvalidToken", "Invalid Token: 'Invalid token'"));
    }
}
