namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>An event of an execution's history; the details are members of the wire, or none.</summary>
internal sealed record HistoryEvent(long Id, long Previous, DateTimeOffset Time, string Type, string? DetailsName, object? Details);

/// <summary>
/// Writes an execution's history down from its visits, in the order in which Step Functions has the events. Each event names
/// the one before it on its own way; the execution's start is named by nobody.
/// </summary>
internal sealed class HistoryWriter
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly WorkflowExecution _execution;
    private readonly bool _data;
    private readonly List<HistoryEvent> _events = [];
    private long _previous;
    private DateTimeOffset _at;

    private HistoryWriter(WorkflowExecution execution, bool data) => (_execution, _data, _at) = (execution, data, execution.Start);

    private RegionPlatform Home => _execution.Machine.Home;

    /// <summary>The history, oldest first, with or without inputs and outputs.</summary>
    public static IReadOnlyList<HistoryEvent> Write(WorkflowExecution execution, bool includeData)
    {
        var writer = new HistoryWriter(execution, includeData);
        writer.Start();
        foreach (var visit in execution.Visits)
            writer.Visit(visit);
        writer.End();
        return writer._events;
    }

    private void Start()
    {
        Add(_execution.Start, "ExecutionStarted", "executionStartedEventDetails", new
        {
            input = Data(_execution.Input),
            inputDetails = Whole(),
            roleArn = _execution.Machine.RoleArn,
        });
        // The first state's event names 0, as the start's own does.
        _previous = 0;
    }

    private void Visit(StateVisit visit)
    {
        var type = visit.State switch { TaskState => "Task", ChoiceState => "Choice", MapState => "Map", _ => "Fail" };
        Add(visit.Entered, type + "StateEntered", "stateEnteredEventDetails", new
        {
            name = visit.State.Name,
            input = Data(_execution.Input),
            inputDetails = Whole(),
        });
        foreach (var attempt in visit.Attempts)
            Try(attempt);
        if (visit.State is MapState map)
            Map(map, visit);
        var failed = visit.Attempts is [.., { Failure: not null }] || visit.Iterations.Any(each => each.Failure is not null);
        if (visit.Ended is { } ended && !failed && visit is not { State: FailState } and not { MapRun.Status: "FAILED" })
            Exit(visit.State, type, ended);
    }

    private void Exit(WorkflowState state, string type, DateTimeOffset at) =>
        Add(at, type + "StateExited", "stateExitedEventDetails", new { name = state.Name, output = Data(_execution.Input), outputDetails = Whole() });

    private void Map(MapState map, StateVisit visit)
    {
        Add(visit.Entered + Moment, "MapStateStarted", "mapStateStartedEventDetails", new { length = map.Distributed ? 0 : map.Items });
        if (visit.MapRun is { } run)
        {
            Add(run.Start, "MapRunStarted", "mapRunStartedEventDetails", new { mapRunArn = run.Arn });
            if (run.Status == "FAILED")
                Add(run.Stop!.Value, "MapRunFailed", "mapRunFailedEventDetails", new { error = _execution.Error, cause = _execution.Cause });
            else if (run.Status == "SUCCEEDED")
                Add(run.Stop!.Value, "MapRunSucceeded");
        }

        for (var index = 0; index < visit.Iterations.Count; index++)
            Iterate(map, visit.Iterations[index], index, visit.Entered + (2 * Moment));
        if (visit.Ended is { } ended)
        {
            var failed = visit.MapRun?.Status == "FAILED" || visit.Iterations.Any(each => each.Failure is not null);
            Add(ended - Moment, failed ? "MapStateFailed" : "MapStateSucceeded");
        }
    }

    private void Iterate(MapState map, Attempt attempt, int index, DateTimeOffset earliest)
    {
        var details = new { name = map.Name, index };
        var at = attempt.Scheduled - Moment > earliest ? attempt.Scheduled - Moment : earliest;
        Add(at, "MapIterationStarted", "mapIterationStartedEventDetails", details);
        Add(at, "TaskStateEntered", "stateEnteredEventDetails", new { name = map.Inner.Name, input = Data(_execution.Input), inputDetails = Whole() });
        Try(attempt);
        if (attempt.Ended is not { } ended)
            return;
        if (attempt.Failure is null)
            Exit(map.Inner, "Task", ended);
        var result = attempt.Failure is null ? "Succeeded" : "Failed";
        Add(ended, "MapIteration" + result, $"mapIteration{result}EventDetails", details);
    }

    private void Try(Attempt attempt)
    {
        if (attempt.Task.Kind == TaskKind.Function)
            TryFunction(attempt);
        else
            TryTask(attempt);
    }

    private void TryFunction(Attempt attempt)
    {
        Add(attempt.Scheduled, "LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", new
        {
            resource = Definition.ResourceOf(_execution.Machine, attempt.Task),
            input = Data(_execution.Input),
            inputDetails = Whole(),
        });
        Add(attempt.Scheduled + Moment, "LambdaFunctionStarted");
        if (attempt is { Ended: { } failed, Failure: { } failure })
            Add(failed, "LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", new { error = failure.Error, cause = failure.Cause });
        else if (attempt.Ended is { } ended)
            Add(ended, "LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails", new { output = Data(attempt.Output), outputDetails = Whole() });
    }

    private void TryTask(Attempt attempt)
    {
        var (resourceType, resource) = attempt.Task.Resource;
        Add(attempt.Scheduled, "TaskScheduled", "taskScheduledEventDetails", new
        {
            resourceType,
            resource,
            region = Home.Region,
            parameters = _data ? WorkflowJson.Text(Definition.Parameters(_execution.Machine, attempt.Task)) : "{}",
        });
        Add(attempt.Scheduled + Moment, "TaskStarted", "taskStartedEventDetails", new { resourceType, resource });
        if (attempt.Task.Kind != TaskKind.Invoke)
        {
            Add(attempt.Scheduled + (2 * Moment), "TaskSubmitted", "taskSubmittedEventDetails", new
            {
                resourceType,
                resource,
                output = Data(WorkTexts.Submitted(Home, attempt)),
                outputDetails = Whole(),
            });
        }

        if (attempt is { Ended: { } failed, Failure: { } failure })
            Add(failed, "TaskFailed", "taskFailedEventDetails", new { resourceType, resource, error = failure.Error, cause = failure.Cause });
        else if (attempt.Ended is { } ended)
            Add(ended, "TaskSucceeded", "taskSucceededEventDetails", new { resourceType, resource, output = Data(attempt.Output), outputDetails = Whole() });
    }

    private void End()
    {
        if (_execution.Stop is not { } stop)
            return;
        var broken = new { error = _execution.Error, cause = _execution.Cause };
        switch (_execution.Status)
        {
            case "SUCCEEDED":
                Add(stop, "ExecutionSucceeded", "executionSucceededEventDetails", new { output = Data(_execution.Output), outputDetails = Whole() });
                break;
            case "TIMED_OUT":
                Add(stop, "ExecutionTimedOut", "executionTimedOutEventDetails", broken);
                break;
            case "ABORTED":
                Add(stop, "ExecutionAborted", "executionAbortedEventDetails", broken);
                break;
            default:
                Add(stop, "ExecutionFailed", "executionFailedEventDetails", broken);
                break;
        }
    }

    private void Add(DateTimeOffset at, string type, string? detailsName = null, object? details = null)
    {
        // Events never go back in time, however short a state was.
        _at = at > _at ? at : _at;
        _events.Add(new HistoryEvent(_events.Count + 1, _previous, _at, type, detailsName, details));
        _previous = _events.Count;
    }

    private string? Data(string? text) => _data ? text : null;

    private object? Whole() => _data ? new { truncated = false } : null;
}
