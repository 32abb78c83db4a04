namespace MlMonitor;

/// <summary>How far an alert is.</summary>
public enum MlAlertPhase
{
    /// <summary>Its cause is there, and not yet for long enough.</summary>
    Pending,

    /// <summary>Its cause is there.</summary>
    Firing,

    /// <summary>Its cause is gone.</summary>
    Resolved,
}
