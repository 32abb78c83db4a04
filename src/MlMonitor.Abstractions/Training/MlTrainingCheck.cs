namespace MlMonitor;

/// <summary>What is looked for in a training or tuning job.</summary>
public enum MlTrainingCheck
{
    /// <summary>Everything at once: the one result where nothing was found.</summary>
    All,

    /// <summary>The job's own status.</summary>
    Status,

    /// <summary>A loss that is not a number, or infinite.</summary>
    LossNotFinite,

    /// <summary>A loss that grows.</summary>
    Diverging,

    /// <summary>A loss that no longer moves while the job goes on.</summary>
    Plateau,

    /// <summary>Validation gets worse while training goes on getting better.</summary>
    Overfitting,

    /// <summary>Nothing logged or published for a time.</summary>
    Stalled,

    /// <summary>A GPU that has next to nothing to do.</summary>
    IdleGpu,

    /// <summary>A GPU that waits for the CPU.</summary>
    CpuBoundGpu,

    /// <summary>Memory almost full.</summary>
    MemoryNearFull,

    /// <summary>Disk almost full.</summary>
    DiskNearFull,

    /// <summary>Close to the longest it may run.</summary>
    NearMaximumRuntime,

    /// <summary>Interrupted for want of spot capacity.</summary>
    SpotInterruption,

    /// <summary>A search that no longer finds anything better.</summary>
    TuningStagnation,

    /// <summary>A search many of whose trials fail.</summary>
    FailedTrial,
}
