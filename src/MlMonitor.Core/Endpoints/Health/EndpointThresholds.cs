using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>What an endpoint is held against.</summary>
public sealed record EndpointThresholds
{
    /// <summary>The window that is looked at. Default an hour: long enough for rates, and as old as news may be.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after its end a period is taken for complete. Default 5 min.</summary>
    public TimeSpan Settling { get; init; } = SettledWindow.UsualSettling;

    /// <summary>The fewest points of a level or a latency that it is judged from. Default 3.</summary>
    public int MinimumPoints { get; init; } = 3;

    /// <summary>The fewest requests that a share is taken of, or that count as traffic. Default 20.</summary>
    public int MinimumRequests { get; init; } = 20;

    /// <summary>The share of 5xx that is a warning, 0 to 100 %. Default 1 %.</summary>
    public double ServerErrorWarningPercent { get; init; } = 1;

    /// <summary>The share of 5xx that is critical, 0 to 100 %. Default 5 %.</summary>
    public double ServerErrorCriticalPercent { get; init; } = 5;

    /// <summary>The share of 4xx that is a warning, 0 to 100 %. Default 10 %: it is the callers' doing.</summary>
    public double ClientErrorWarningPercent { get; init; } = 10;

    /// <summary>The share of 4xx that is critical, 0 to 100 %. Default 50 %.</summary>
    public double ClientErrorCriticalPercent { get; init; } = 50;

    /// <summary>The share of errors of the model that is a warning, 0 to 100 %. Default 1 %.</summary>
    public double ModelErrorWarningPercent { get; init; } = 1;

    /// <summary>The share of errors of the model that is critical, 0 to 100 %. Default 5 %.</summary>
    public double ModelErrorCriticalPercent { get; init; } = 5;

    /// <summary>The model latency of nine requests in ten that is a warning, in milliseconds; null for none. Default none: what is slow differs.</summary>
    public double? LatencyWarningMilliseconds { get; init; }

    /// <summary>The same that is critical.</summary>
    public double? LatencyCriticalMilliseconds { get; init; }

    /// <summary>How many times the latency of the same hour a week ago is a warning. Default 2.</summary>
    public double LatencyRatio { get; init; } = 2;

    /// <summary>How far latency must also stand above that of last week, in robust standard deviations of both. Default 4.</summary>
    public double LatencySigmas { get; init; } = 4;

    /// <summary>The use of all cores that is a warning, 0 to 100 %. Default 80 %.</summary>
    public double CpuWarningPercent { get; init; } = 80;

    /// <summary>The use of all cores that is critical, 0 to 100 %. Default 95 %.</summary>
    public double CpuCriticalPercent { get; init; } = 95;

    /// <summary>The use of memory that is a warning, 0 to 100 %. Default 90 %.</summary>
    public double MemoryWarningPercent { get; init; } = 90;

    /// <summary>The use of memory that is critical, 0 to 100 %. Default 97 %.</summary>
    public double MemoryCriticalPercent { get; init; } = 97;

    /// <summary>The use of all GPUs that is a warning, 0 to 100 %. Default 90 %.</summary>
    public double GpuWarningPercent { get; init; } = 90;

    /// <summary>The use of all GPUs that is critical, 0 to 100 %. Default 98 %.</summary>
    public double GpuCriticalPercent { get; init; } = 98;

    /// <summary>The use of the GPUs' memory that is a warning, 0 to 100 %. Default 95 %.</summary>
    public double GpuMemoryWarningPercent { get; init; } = 95;

    /// <summary>The use of the GPUs' memory that is critical, 0 to 100 %. Default 99 %.</summary>
    public double GpuMemoryCriticalPercent { get; init; } = 99;

    /// <summary>
    /// The use of the disk that is a warning, 0 to 100 %. Default 75 %, above which SageMaker stops capturing
    /// (https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html).
    /// </summary>
    public double DiskWarningPercent { get; init; } = 75;

    /// <summary>The use of the disk that is critical, 0 to 100 %. Default 90 %.</summary>
    public double DiskCriticalPercent { get; init; } = 90;

    /// <summary>How many days without a request make an endpoint idle. Default 14.</summary>
    public int IdleDays { get; init; } = 14;

    /// <summary>How long a deployment may take. Default 2 h.</summary>
    public TimeSpan DeploymentAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The shortest queue that may grow too long. Default 20 requests.</summary>
    public int BacklogMinimum { get; init; } = 20;

    /// <summary>How far a queue must have grown over the window, in percent. Default 10 %.</summary>
    public double BacklogGrowthPercent { get; init; } = 10;

    /// <summary>How long the oldest request may wait before that is a warning. Default 15 min.</summary>
    public TimeSpan BacklogAgeWarning { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the oldest request may wait before that is critical. Default 2 h.</summary>
    public TimeSpan BacklogAgeCritical { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Whether capture that is off, or was never asked for, is a warning. Default no.</summary>
    public bool RequireCapture { get; init; }
}
