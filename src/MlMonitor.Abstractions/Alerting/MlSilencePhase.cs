namespace MlMonitor;

/// <summary>How far a silence is.</summary>
public enum MlSilencePhase
{
    /// <summary>It has yet to begin.</summary>
    Scheduled,

    /// <summary>It holds.</summary>
    Active,

    /// <summary>It is over.</summary>
    Ended,
}
