namespace MlMonitor;

/// <summary>Why an alert was sent, or was not.</summary>
public enum MlAlertReason
{
    /// <summary>It was asked for, and the topic took it.</summary>
    Requested,

    /// <summary>The object says that nothing is wrong, and no severity was given.</summary>
    SeverityOk,

    /// <summary>Only asked what would be sent.</summary>
    WhatIf,

    /// <summary>The topic did not take it; the error says why. It stays unsent, and a later run tries again.</summary>
    PublishFailed,

    /// <summary>It fires, and the topic has not been told.</summary>
    FirstNotification,

    /// <summary>It fires still, and the topic was told so long ago that it is told again.</summary>
    RepeatIntervalElapsed,

    /// <summary>It is worse than the topic was told.</summary>
    SeverityRaised,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>It is over, and the topic was never told of it: there is nothing to take back.</summary>
    NothingToResolve,

    /// <summary>The topic was told, and it is not yet time to tell it again.</summary>
    NotYetDue,

    /// <summary>It has not been there for as long as its watch asks for.</summary>
    Pending,

    /// <summary>A silence, quiet hours or a maintenance window holds it back; MutedBy tells which.</summary>
    Muted,

    /// <summary>It comes and goes: that it is over is not told until it has been calm.</summary>
    Flapping,

    /// <summary>It was counted in a message about others of its group, without a line of its own.</summary>
    GroupedInto,

    /// <summary>No route leads it to a topic.</summary>
    NotRouted,
}
