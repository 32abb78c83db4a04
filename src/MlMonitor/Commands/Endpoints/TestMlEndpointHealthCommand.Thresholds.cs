using System.Management.Automation;
using MlMonitor.Core.Endpoints.Health;

namespace MlMonitor.Commands;

/// <summary>The thresholds, each a parameter of the same name, with the engine's defaults.</summary>
public sealed partial class TestMlEndpointHealthCommand
{
    private static readonly EndpointThresholds Usual = new();

    /// <summary>The window that is looked at.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(300, 86_400)]
    public TimeSpan Window { get; set; } = Usual.Window;

    /// <summary>How many minutes a period takes to settle once it has ended.</summary>
    [Parameter]
    [ValidateRange(0, 1440)]
    public int SettleMinute { get; set; } = (int)Usual.Settling.TotalMinutes;

    /// <summary>The fewest points of a level or a latency that it is judged from.</summary>
    [Parameter]
    [ValidateRange(1, 288)]
    public int MinimumPoints { get; set; } = Usual.MinimumPoints;

    /// <summary>The fewest requests that a share is taken of, or that count as traffic.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumRequests { get; set; } = Usual.MinimumRequests;

    /// <summary>The share of 5xx that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ServerErrorWarningPercent { get; set; } = Usual.ServerErrorWarningPercent;

    /// <summary>The share of 5xx that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ServerErrorCriticalPercent { get; set; } = Usual.ServerErrorCriticalPercent;

    /// <summary>The share of 4xx that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ClientErrorWarningPercent { get; set; } = Usual.ClientErrorWarningPercent;

    /// <summary>The share of 4xx that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ClientErrorCriticalPercent { get; set; } = Usual.ClientErrorCriticalPercent;

    /// <summary>The share of errors of the model that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ModelErrorWarningPercent { get; set; } = Usual.ModelErrorWarningPercent;

    /// <summary>The share of errors of the model that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double ModelErrorCriticalPercent { get; set; } = Usual.ModelErrorCriticalPercent;

    /// <summary>The model latency of nine requests in ten that is a warning, in milliseconds.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? LatencyWarningMilliseconds { get; set; }

    /// <summary>The model latency of nine requests in ten that is critical, in milliseconds.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? LatencyCriticalMilliseconds { get; set; }

    /// <summary>How many times the latency of the same hour a week ago is a warning.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double LatencyRatio { get; set; } = Usual.LatencyRatio;

    /// <summary>How far latency must also stand above that of last week, in robust standard deviations of both.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double LatencySigmas { get; set; } = Usual.LatencySigmas;

    /// <summary>The use of all cores that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double CpuWarningPercent { get; set; } = Usual.CpuWarningPercent;

    /// <summary>The use of all cores that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double CpuCriticalPercent { get; set; } = Usual.CpuCriticalPercent;

    /// <summary>The use of memory that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MemoryWarningPercent { get; set; } = Usual.MemoryWarningPercent;

    /// <summary>The use of memory that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MemoryCriticalPercent { get; set; } = Usual.MemoryCriticalPercent;

    /// <summary>The use of all GPUs that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double GpuWarningPercent { get; set; } = Usual.GpuWarningPercent;

    /// <summary>The use of all GPUs that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double GpuCriticalPercent { get; set; } = Usual.GpuCriticalPercent;

    /// <summary>The use of the GPUs' memory that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double GpuMemoryWarningPercent { get; set; } = Usual.GpuMemoryWarningPercent;

    /// <summary>The use of the GPUs' memory that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double GpuMemoryCriticalPercent { get; set; } = Usual.GpuMemoryCriticalPercent;

    /// <summary>The use of the disk that is a warning, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double DiskWarningPercent { get; set; } = Usual.DiskWarningPercent;

    /// <summary>The use of the disk that is critical, 0 to 100 %.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double DiskCriticalPercent { get; set; } = Usual.DiskCriticalPercent;

    /// <summary>How many days without a request make an endpoint idle.</summary>
    [Parameter]
    [ValidateRange(1, 400)]
    public int IdleDays { get; set; } = Usual.IdleDays;

    /// <summary>How long a deployment may take.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan DeploymentAfter { get; set; } = Usual.DeploymentAfter;

    /// <summary>The shortest queue that may grow too long.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BacklogMinimum { get; set; } = Usual.BacklogMinimum;

    /// <summary>How far a queue must have grown over the window, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double BacklogGrowthPercent { get; set; } = Usual.BacklogGrowthPercent;

    /// <summary>How long the oldest request may wait before that is a warning.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan BacklogAgeWarning { get; set; } = Usual.BacklogAgeWarning;

    /// <summary>How long the oldest request may wait before that is critical.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan BacklogAgeCritical { get; set; } = Usual.BacklogAgeCritical;

    /// <summary>Whether capture that is off, or was never asked for, is a warning.</summary>
    [Parameter]
    public SwitchParameter RequireCapture { get; set; }

    private EndpointThresholds Thresholds() => new()
    {
        Window = Window,
        Settling = TimeSpan.FromMinutes(SettleMinute),
        MinimumPoints = MinimumPoints,
        MinimumRequests = MinimumRequests,
        ServerErrorWarningPercent = ServerErrorWarningPercent,
        ServerErrorCriticalPercent = ServerErrorCriticalPercent,
        ClientErrorWarningPercent = ClientErrorWarningPercent,
        ClientErrorCriticalPercent = ClientErrorCriticalPercent,
        ModelErrorWarningPercent = ModelErrorWarningPercent,
        ModelErrorCriticalPercent = ModelErrorCriticalPercent,
        LatencyWarningMilliseconds = LatencyWarningMilliseconds,
        LatencyCriticalMilliseconds = LatencyCriticalMilliseconds,
        LatencyRatio = LatencyRatio,
        LatencySigmas = LatencySigmas,
        CpuWarningPercent = CpuWarningPercent,
        CpuCriticalPercent = CpuCriticalPercent,
        MemoryWarningPercent = MemoryWarningPercent,
        MemoryCriticalPercent = MemoryCriticalPercent,
        GpuWarningPercent = GpuWarningPercent,
        GpuCriticalPercent = GpuCriticalPercent,
        GpuMemoryWarningPercent = GpuMemoryWarningPercent,
        GpuMemoryCriticalPercent = GpuMemoryCriticalPercent,
        DiskWarningPercent = DiskWarningPercent,
        DiskCriticalPercent = DiskCriticalPercent,
        IdleDays = IdleDays,
        DeploymentAfter = DeploymentAfter,
        BacklogMinimum = BacklogMinimum,
        BacklogGrowthPercent = BacklogGrowthPercent,
        BacklogAgeWarning = BacklogAgeWarning,
        BacklogAgeCritical = BacklogAgeCritical,
        RequireCapture = RequireCapture,
    };
}
