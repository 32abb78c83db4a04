namespace MlMonitor;

/// <summary>What is looked for in an endpoint.</summary>
public enum MlEndpointCheck
{
    /// <summary>Everything at once: the one result where nothing was found.</summary>
    All,

    /// <summary>Whether it is in service.</summary>
    Status,

    /// <summary>Fewer instances or copies than asked for.</summary>
    Capacity,

    /// <summary>A deployment that failed, was rolled back, or takes too long.</summary>
    Deployment,

    /// <summary>Answers of 5xx, as a share of the invocations.</summary>
    ServerError,

    /// <summary>Answers of 4xx, as a share of the invocations.</summary>
    ClientError,

    /// <summary>Errors of the model's container, as a share of the invocations.</summary>
    ModelError,

    /// <summary>Latency above a threshold.</summary>
    Latency,

    /// <summary>Latency above that of the same hour a week before.</summary>
    LatencyChange,

    /// <summary>Cores too busy.</summary>
    Cpu,

    /// <summary>Memory too full.</summary>
    Memory,

    /// <summary>GPU cards too busy.</summary>
    Gpu,

    /// <summary>Memory of the GPU cards too full.</summary>
    GpuMemory,

    /// <summary>Disk too full: above 75 % SageMaker stops capturing.</summary>
    Disk,

    /// <summary>No requests where there were requests.</summary>
    Traffic,

    /// <summary>No request for days: paid for and not used.</summary>
    Idle,

    /// <summary>A queue that grows, or whose oldest request waits too long.</summary>
    Backlog,

    /// <summary>A queue without an instance to work on it.</summary>
    BacklogWithoutCapacity,

    /// <summary>A CloudWatch alarm that names it.</summary>
    Alarm,

    /// <summary>Capture of requests and answers, off or stopped.</summary>
    DataCapture,

    /// <summary>Metrics that could not be read.</summary>
    Metric,
}
