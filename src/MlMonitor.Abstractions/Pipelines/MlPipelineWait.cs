namespace MlMonitor;

/// <summary>What holds a pipeline up.</summary>
public enum MlPipelineWait
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>A person's approval.</summary>
    Approval,

    /// <summary>A transition between stages that somebody disabled.</summary>
    DisabledTransition,

    /// <summary>A step that has run far longer than it usually does.</summary>
    SlowStep,
}
