using System.Management.Automation;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Commands;

/// <summary>The thresholds, each a parameter of the same name, with the engine's defaults.</summary>
public sealed partial class TestMlTrainingCommand
{
    private static readonly TrainingThresholds Usual = new();

    /// <summary>The chance below which a trend counts as one.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Significance { get; set; } = Usual.Significance;

    /// <summary>The fewest points of a metric that its shape is judged from.</summary>
    [Parameter]
    [ValidateRange(3, int.MaxValue)]
    public int MinimumPoints { get; set; } = Usual.MinimumPoints;

    /// <summary>How far above its best a loss must stand, in robust standard deviations of its noise.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double MarginSigmas { get; set; } = Usual.MarginSigmas;

    /// <summary>How far above its best a diverging loss must stand, in percent of how far it had come down.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double DivergencePercent { get; set; } = Usual.DivergencePercent;

    /// <summary>How far above its best an overfitting validation loss must stand, in percent of how far it had come down.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double OverfittingPercent { get; set; } = Usual.OverfittingPercent;

    /// <summary>The last part of a run that is looked at for a plateau, in percent of its points.</summary>
    [Parameter]
    [ValidateRange(1.0, 99.0)]
    public double PlateauWindowPercent { get; set; } = Usual.PlateauWindowPercent;

    /// <summary>The fewest points in that part.</summary>
    [Parameter]
    [ValidateRange(3, int.MaxValue)]
    public int PlateauMinimumPoints { get; set; } = Usual.PlateauMinimumPoints;

    /// <summary>The gain over that part below which a run stands still, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double PlateauPercent { get; set; } = Usual.PlateauPercent;

    /// <summary>The shortest silence that is a stall.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan StallAfter { get; set; } = Usual.StallAfter;

    /// <summary>The shortest silence that is a stall, in usual intervals between points.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double StallIntervals { get; set; } = Usual.StallIntervals;

    /// <summary>How far back utilization is looked at.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan UtilizationWindow { get; set; } = Usual.UtilizationWindow;

    /// <summary>The fewest points of utilization in that window.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int UtilizationMinimumPoints { get; set; } = Usual.UtilizationMinimumPoints;

    /// <summary>The use of each GPU below which it is idle, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double IdleGpuPercent { get; set; } = Usual.IdleGpuPercent;

    /// <summary>The use of each GPU below which it may wait for the CPU, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double CpuBoundGpuPercent { get; set; } = Usual.CpuBoundGpuPercent;

    /// <summary>The use of each core above which a GPU waits for the CPU, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double CpuBoundCpuPercent { get; set; } = Usual.CpuBoundCpuPercent;

    /// <summary>The use of memory that is a warning, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MemoryWarningPercent { get; set; } = Usual.MemoryWarningPercent;

    /// <summary>The use of memory that is critical, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MemoryCriticalPercent { get; set; } = Usual.MemoryCriticalPercent;

    /// <summary>The use of the disk that is a warning, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double DiskWarningPercent { get; set; } = Usual.DiskWarningPercent;

    /// <summary>The use of the disk that is critical, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double DiskCriticalPercent { get; set; } = Usual.DiskCriticalPercent;

    /// <summary>The part of the maximum runtime used up that is a warning, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double RuntimeWarningPercent { get; set; } = Usual.RuntimeWarningPercent;

    /// <summary>The part of the maximum runtime used up that is critical, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double RuntimeCriticalPercent { get; set; } = Usual.RuntimeCriticalPercent;

    /// <summary>How many interruptions are a warning.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SpotInterruptionWarning { get; set; } = Usual.SpotInterruptionWarning;

    /// <summary>How many interruptions are critical.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SpotInterruptionCritical { get; set; } = Usual.SpotInterruptionCritical;

    /// <summary>The fewest trials in a row without a better one that are a stagnation.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int StagnationTrials { get; set; } = Usual.StagnationTrials;

    /// <summary>The same in percent of the trials that gave a value.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double StagnationPercent { get; set; } = Usual.StagnationPercent;

    /// <summary>What counts as better, in percent of the robust standard deviation of the trials.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double StagnationMarginPercent { get; set; } = Usual.StagnationMarginPercent;

    /// <summary>The share of failed trials that is a warning, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double FailedTrialWarningPercent { get; set; } = Usual.FailedTrialWarningPercent;

    /// <summary>The share of failed trials that is critical, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double FailedTrialCriticalPercent { get; set; } = Usual.FailedTrialCriticalPercent;

    /// <summary>The fewest ended trials that a share is taken of.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int FailedTrialMinimumEnded { get; set; } = Usual.FailedTrialMinimumEnded;

    private TrainingThresholds Thresholds() => new()
    {
        Significance = Significance,
        MinimumPoints = MinimumPoints,
        MarginSigmas = MarginSigmas,
        DivergencePercent = DivergencePercent,
        OverfittingPercent = OverfittingPercent,
        PlateauWindowPercent = PlateauWindowPercent,
        PlateauMinimumPoints = PlateauMinimumPoints,
        PlateauPercent = PlateauPercent,
        StallAfter = StallAfter,
        StallIntervals = StallIntervals,
        UtilizationWindow = UtilizationWindow,
        UtilizationMinimumPoints = UtilizationMinimumPoints,
        IdleGpuPercent = IdleGpuPercent,
        CpuBoundGpuPercent = CpuBoundGpuPercent,
        CpuBoundCpuPercent = CpuBoundCpuPercent,
        MemoryWarningPercent = MemoryWarningPercent,
        MemoryCriticalPercent = MemoryCriticalPercent,
        DiskWarningPercent = DiskWarningPercent,
        DiskCriticalPercent = DiskCriticalPercent,
        RuntimeWarningPercent = RuntimeWarningPercent,
        RuntimeCriticalPercent = RuntimeCriticalPercent,
        SpotInterruptionWarning = SpotInterruptionWarning,
        SpotInterruptionCritical = SpotInterruptionCritical,
        StagnationTrials = StagnationTrials,
        StagnationPercent = StagnationPercent,
        StagnationMarginPercent = StagnationMarginPercent,
        FailedTrialWarningPercent = FailedTrialWarningPercent,
        FailedTrialCriticalPercent = FailedTrialCriticalPercent,
        FailedTrialMinimumEnded = FailedTrialMinimumEnded,
    };
}
