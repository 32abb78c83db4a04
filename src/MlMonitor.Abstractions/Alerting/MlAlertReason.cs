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

    /// <summary>The topic did not take it; the error says why.</summary>
    PublishFailed,
}
