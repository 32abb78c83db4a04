using Amazon.StepFunctions.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Reads an execution's events. An event names the one before it, so the way back from a failure leads to the state that was
/// entered last on that branch.
/// </summary>
internal sealed class ExecutionHistory
{
    private readonly List<HistoryEvent> _newestFirst;
    private readonly Dictionary<long, HistoryEvent> _byId;

    /// <param name="events">Events in any order: the whole history, or its newest part.</param>
    public ExecutionHistory(IEnumerable<HistoryEvent> events)
    {
        _newestFirst = [.. events.OrderByDescending(e => e.Id)];
        _byId = [];
        foreach (var e in _newestFirst)
            _byId.TryAdd(e.Id ?? 0, e);
    }

    /// <summary>The state the execution is in, or was in when it ended, and since when; null where the part read does not reach so far.</summary>
    public (string State, DateTimeOffset? Entered)? Current()
    {
        var last = _newestFirst.FirstOrDefault(e => !IsExecutionEvent(e));
        return last is null || Entered(last) is not { } entered ? null : (entered.StateEnteredEventDetails.Name, AwsTime.Utc(entered.Timestamp));
    }

    /// <summary>The state that brought the execution down.</summary>
    public FailedState? Failure()
    {
        var failure = _newestFirst.FirstOrDefault(e => !IsExecutionEvent(e) && Details(e) is not null);
        if (failure is null)
            return null;
        var (error, cause) = Details(failure)!.Value;
        var task = TaskCause.Read(cause);
        return new FailedState(
            Entered(failure)?.StateEnteredEventDetails.Name,
            error,
            task.Reason,
            AwsTime.Utc(failure.Timestamp),
            task.ExternalId ?? SubmittedTask(failure),
            failure.TaskFailedEventDetails?.ResourceType ?? (failure.Type?.Value.StartsWith("Lambda", StringComparison.Ordinal) == true ? "lambda" : null));
    }

    /// <summary>What the execution itself says of its end; an ended execution's newest event.</summary>
    public (string? Error, string? Cause) Ending()
    {
        foreach (var e in _newestFirst)
        {
            if (e.ExecutionFailedEventDetails is { } failed)
                return (failed.Error, failed.Cause);
            if (e.ExecutionTimedOutEventDetails is { } timedOut)
                return (timedOut.Error, timedOut.Cause);
            if (e.ExecutionAbortedEventDetails is { } aborted)
                return (aborted.Error, aborted.Cause);
        }

        return (null, null);
    }

    /// <summary>The states in the order they were entered, with how each ended.</summary>
    public IEnumerable<MlPipelineStep> Steps()
    {
        var exits = Exits();
        var failures = new Dictionary<long, HistoryEvent>();
        foreach (var e in _newestFirst)
            if (Details(e) is not null && Entered(e) is { Id: { } state } entered && entered != e)
                failures.TryAdd(state, e);

        foreach (var entered in _newestFirst.Where(e => e.StateEnteredEventDetails?.Name is not null).Reverse())
        {
            var exit = exits.GetValueOrDefault(entered.Id ?? 0);
            var failure = exit is null ? failures.GetValueOrDefault(entered.Id ?? 0) ?? (Details(entered) is null ? null : entered) : null;
            var details = failure is null ? null : Details(failure);
            var task = TaskCause.Read(details?.Cause);
            yield return new MlPipelineStep
            {
                Name = entered.StateEnteredEventDetails.Name,
                Kind = entered.Type?.Value.Replace("StateEntered", "", StringComparison.Ordinal),
                Status = exit is not null ? MlStatus.Succeeded : failure is not null ? MlStatus.Failed : HasEnded ? MlStatus.Stopped : MlStatus.InProgress,
                RawStatus = (exit ?? failure ?? entered).Type?.Value,
                Reason = details is null ? "" : FailedState.Words(details.Value.Error, task.Reason),
                Started = AwsTime.Utc(entered.Timestamp),
                Ended = AwsTime.Utc((exit ?? failure)?.Timestamp),
                ExternalId = task.ExternalId,
            };
        }
    }

    /// <summary>
    /// The exit of each state, by the event of its entering. The way back from the exit of a map or a parallel state leads
    /// through what ran inside, so there the name decides: of the states of that name still open the one entered first.
    /// </summary>
    private Dictionary<long, HistoryEvent> Exits()
    {
        var exits = new Dictionary<long, HistoryEvent>();
        var open = new List<HistoryEvent>();
        foreach (var e in Enumerable.Reverse(_newestFirst))
        {
            if (e.StateEnteredEventDetails?.Name is not null)
                open.Add(e);
            if (e.StateExitedEventDetails is not { Name: { } name })
                continue;
            var entered = Entered(e);
            if (entered?.StateEnteredEventDetails.Name != name || !open.Contains(entered))
                entered = open.Find(o => o.StateEnteredEventDetails.Name == name);
            if (entered?.Id is not { } id)
                continue;
            exits[id] = e;
            open.Remove(entered);
        }

        return exits;
    }

    private bool HasEnded => _newestFirst is [var newest, ..] && IsExecutionEvent(newest) && newest.Type?.Value is not ("ExecutionStarted" or "ExecutionRedriven");

    /// <summary>An event and those before it on its branch. Ids only ever fall, or the way would have no end.</summary>
    private IEnumerable<HistoryEvent> Back(HistoryEvent from)
    {
        for (var e = from; e is not null; e = e.PreviousEventId < e.Id ? _byId.GetValueOrDefault(e.PreviousEventId.Value) : null)
            yield return e;
    }

    /// <summary>Walks back to the event of entering the state an event belongs to.</summary>
    private HistoryEvent? Entered(HistoryEvent from)
    {
        foreach (var e in Back(from))
        {
            if (e.StateEnteredEventDetails?.Name is not null)
                return e;
            // Going on would lead into the state before.
            if (e != from && e.StateExitedEventDetails is not null)
                return null;
        }

        return null;
    }

    /// <summary>The ARN that a task gave when it was submitted, before it failed.</summary>
    private string? SubmittedTask(HistoryEvent from)
    {
        foreach (var e in Back(from).TakeWhile(e => e.StateEnteredEventDetails is null))
            if (e.TaskSubmittedEventDetails?.Output is { } output && TaskCause.Read(output).ExternalId is { } id)
                return id;
        return null;
    }

    private static bool IsExecutionEvent(HistoryEvent e) => e.Type?.Value.StartsWith("Execution", StringComparison.Ordinal) == true;

    /// <summary>Error and cause of an event that is a failure; null for others.</summary>
    private static (string? Error, string? Cause)? Details(HistoryEvent e) => e switch
    {
        { TaskFailedEventDetails: { } d } => (d.Error, d.Cause),
        { TaskTimedOutEventDetails: { } d } => (d.Error, d.Cause),
        { TaskStartFailedEventDetails: { } d } => (d.Error, d.Cause),
        { TaskSubmitFailedEventDetails: { } d } => (d.Error, d.Cause),
        { LambdaFunctionFailedEventDetails: { } d } => (d.Error, d.Cause),
        { LambdaFunctionTimedOutEventDetails: { } d } => (d.Error, d.Cause),
        { LambdaFunctionScheduleFailedEventDetails: { } d } => (d.Error, d.Cause),
        { LambdaFunctionStartFailedEventDetails: { } d } => (d.Error, d.Cause),
        { ActivityFailedEventDetails: { } d } => (d.Error, d.Cause),
        { ActivityTimedOutEventDetails: { } d } => (d.Error, d.Cause),
        { ActivityScheduleFailedEventDetails: { } d } => (d.Error, d.Cause),
        { MapRunFailedEventDetails: { } d } => (d.Error, d.Cause),
        { EvaluationFailedEventDetails: { } d } => (d.Error, d.Cause),
        { Type.Value: "FailStateEntered" } => (null, null),
        _ => null,
    };
}

/// <summary>The state that brought an execution down.</summary>
/// <param name="Name">The state; null where the part of the history read does not reach so far.</param>
/// <param name="Error">The error's name, such as <c>States.TaskFailed</c>.</param>
/// <param name="Reason">The cause in words.</param>
/// <param name="At">When.</param>
/// <param name="ExternalId">The ARN of what the state ran.</param>
/// <param name="Kind">What kind of thing that was, such as <c>sagemaker</c>, <c>codebuild</c> or <c>lambda</c>.</param>
internal sealed record FailedState(string? Name, string? Error, string Reason, DateTimeOffset? At, string? ExternalId, string? Kind)
{
    public static string Words(string? error, string cause) =>
        string.IsNullOrEmpty(error) ? cause : cause.Length == 0 ? error : $"{error}: {cause}";
}
