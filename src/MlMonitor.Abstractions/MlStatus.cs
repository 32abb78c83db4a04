namespace MlMonitor;

/// <summary>
/// One vocabulary for the state of everything this module looks at. The value AWS gave stands beside it as RawStatus.
/// </summary>
public enum MlStatus
{
    /// <summary>AWS gave a value this version does not know. Never taken for success.</summary>
    Unknown = 0,

    /// <summary>Accepted, not started.</summary>
    Pending,

    /// <summary>Running.</summary>
    InProgress,

    /// <summary>Asked to stop, still running.</summary>
    Stopping,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended, and something in it asks for a look: failed trials, violations, unlabelled objects.</summary>
    SucceededWithWarnings,

    /// <summary>Ended badly.</summary>
    Failed,

    /// <summary>Ended because its time was up.</summary>
    TimedOut,

    /// <summary>Ended because somebody stopped it.</summary>
    Stopped,

    /// <summary>Overtaken by a newer run before it could end.</summary>
    Superseded,

    /// <summary>Left out by a condition.</summary>
    Skipped,

    /// <summary>On its way out.</summary>
    Deleting,

    /// <summary>In service and whole.</summary>
    Healthy,

    /// <summary>In service with less than was asked for.</summary>
    Degraded,

    /// <summary>Out of service.</summary>
    Unavailable,
}
