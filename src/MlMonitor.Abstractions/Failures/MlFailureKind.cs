namespace MlMonitor;

/// <summary>What kind of thing brought a job down.</summary>
public enum MlFailureKind
{
    /// <summary>None of those below, or nothing says.</summary>
    Other,

    /// <summary>Memory ran out.</summary>
    OutOfMemory,

    /// <summary>Disk ran out.</summary>
    DiskFull,

    /// <summary>AWS had no machine to give, or a quota was reached.</summary>
    Capacity,

    /// <summary>The container image could not be pulled.</summary>
    ImagePull,

    /// <summary>Something was denied.</summary>
    Permission,

    /// <summary>The data was not where it was looked for.</summary>
    DataNotFound,

    /// <summary>It ran out of time.</summary>
    Timeout,

    /// <summary>The program threw an exception.</summary>
    Exception,
}
