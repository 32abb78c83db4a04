namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>How a run ended, or where it stands.</summary>
internal sealed record RunEnd(string Status)
{
    /// <summary>The action it ended at or is in.</summary>
    public string? Action { get; init; }

    /// <summary>The stage it waits before.</summary>
    public string? WaitingFor { get; init; }

    public ActionError? Error { get; init; }

    public string? Reason { get; init; }

    public static RunEnd Succeeded { get; } = new("Succeeded");

    public static RunEnd FailedAt(string action, ActionError error) => new("Failed") { Action = action, Error = error };

    public static RunEnd InProgressAt(string action) => new("InProgress") { Action = action };

    public static RunEnd HeldBefore(string stage) => new("InProgress") { WaitingFor = stage };

    public static RunEnd SupersededBefore(string stage) => new("Superseded") { WaitingFor = stage };

    public static RunEnd StoppedAt(string action, string reason) => new("Stopped") { Action = action, Reason = reason };
}

/// <summary>One of a pipeline's latest runs: how it stands, and how long ago that came about.</summary>
internal sealed record LatestRun(RunEnd End, TimeSpan Ago);
