namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>How an execution ended, or where it stands.</summary>
/// <param name="Status">The status as Step Functions says it.</param>
/// <param name="At">The state it ended in or is in; null when it went through all.</param>
internal sealed record ExecutionEnd(string Status, string? At = null)
{
    public string? Error { get; init; }

    public string? Cause { get; init; }

    public static ExecutionEnd Succeeded { get; } = new("SUCCEEDED");

    /// <summary>The state failed, and the execution with it.</summary>
    public bool Breaks => Status is "FAILED" or "PENDING_REDRIVE";

    /// <summary>The execution never left the state.</summary>
    public bool StaysInside => Status is "RUNNING" or "TIMED_OUT" or "ABORTED";

    public static ExecutionEnd FailedAt(string state) => new("FAILED", state);

    public static ExecutionEnd RunningIn(string state) => new("RUNNING", state);

    public static ExecutionEnd AbortedIn(string state, string error, string cause) => new("ABORTED", state) { Error = error, Cause = cause };

    public static ExecutionEnd TimedOutIn(string state) => new("TIMED_OUT", state) { Error = "States.Timeout" };
}
