namespace MlMonitor.Core.Training.Rules;

/// <summary>What a training job is held against. The defaults are those that the table in docs/design/training-rules.md was measured with.</summary>
public sealed record TrainingThresholds
{
    /// <summary>The chance, 0 to 1, below which a trend counts as one: the one-sided p of the Mann-Kendall test. Default 0.01.</summary>
    public double Significance { get; init; } = 0.01;

    /// <summary>The fewest points of a metric that its shape is judged from. Default 10.</summary>
    public int MinimumPoints { get; init; } = 10;

    /// <summary>How far above its best a loss must stand, in robust standard deviations of its noise. Default 4.</summary>
    public double MarginSigmas { get; init; } = 4;

    /// <summary>How far above its best a diverging loss must stand, in percent of how far it had come down. Default 10 %.</summary>
    public double DivergencePercent { get; init; } = 10;

    /// <summary>How far above its best an overfitting validation loss must stand, in percent of how far it had come down. Default 5 %.</summary>
    public double OverfittingPercent { get; init; } = 5;

    /// <summary>The last part of a run that is looked at for a plateau, in percent of its points. Default 50 %.</summary>
    public double PlateauWindowPercent { get; init; } = 50;

    /// <summary>The fewest points in that part. Default 10.</summary>
    public int PlateauMinimumPoints { get; init; } = 10;

    /// <summary>
    /// The gain over that part below which a run stands still, in percent of all it had gained before, or of three times its level where
    /// that is less; of half its level over the whole run where it has never gained anything. Default 4 %.
    /// </summary>
    public double PlateauPercent { get; init; } = 4;

    /// <summary>The shortest silence that is a stall. Default 30 minutes.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The shortest silence that is a stall, in usual (median) intervals between points; the longer of both counts. Default 10.</summary>
    public double StallIntervals { get; init; } = 10;

    /// <summary>How far back utilization is looked at. Default 30 minutes.</summary>
    public TimeSpan UtilizationWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The fewest points of utilization in that window. Default 10.</summary>
    public int UtilizationMinimumPoints { get; init; } = 10;

    /// <summary>The median use of each GPU card below which it is idle, 0 to 100 %. Default 15 %.</summary>
    public double IdleGpuPercent { get; init; } = 15;

    /// <summary>The median use of each GPU card below which it may be waiting for the CPU, 0 to 100 %. Default 40 %.</summary>
    public double CpuBoundGpuPercent { get; init; } = 40;

    /// <summary>The median use of each core above which a GPU is waiting for the CPU, 0 to 100 %. Default 90 %.</summary>
    public double CpuBoundCpuPercent { get; init; } = 90;

    /// <summary>The median use of memory that is a warning, 0 to 100 %. Default 90 %.</summary>
    public double MemoryWarningPercent { get; init; } = 90;

    /// <summary>The median use of memory that is critical, 0 to 100 %. Default 97 %.</summary>
    public double MemoryCriticalPercent { get; init; } = 97;

    /// <summary>The median use of the disk that is a warning, 0 to 100 %. Default 85 %.</summary>
    public double DiskWarningPercent { get; init; } = 85;

    /// <summary>The median use of the disk that is critical, 0 to 100 %. Default 95 %.</summary>
    public double DiskCriticalPercent { get; init; } = 95;

    /// <summary>The part of its maximum runtime used up that is a warning, 0 to 100 %. Default 90 %.</summary>
    public double RuntimeWarningPercent { get; init; } = 90;

    /// <summary>The part of its maximum runtime used up that is critical, 0 to 100 %. Default 98 %.</summary>
    public double RuntimeCriticalPercent { get; init; } = 98;

    /// <summary>How many interruptions are a warning. Default 1.</summary>
    public int SpotInterruptionWarning { get; init; } = 1;

    /// <summary>How many interruptions are critical. Default 3.</summary>
    public int SpotInterruptionCritical { get; init; } = 3;

    /// <summary>The fewest trials in a row without a better one that are a stagnation, and the fewest before them. Default 10.</summary>
    public int StagnationTrials { get; init; } = 10;

    /// <summary>The same in percent of the trials that gave a value; the larger number counts. Default 50 %.</summary>
    public double StagnationPercent { get; init; } = 50;

    /// <summary>What counts as better, in percent of the robust standard deviation of the trials' values. Default 5 %.</summary>
    public double StagnationMarginPercent { get; init; } = 5;

    /// <summary>The share of failed trials that is a warning, 0 to 100 % of the ended ones. Default 20 %.</summary>
    public double FailedTrialWarningPercent { get; init; } = 20;

    /// <summary>The share of failed trials that is critical, 0 to 100 % of the ended ones. Default 50 %.</summary>
    public double FailedTrialCriticalPercent { get; init; } = 50;

    /// <summary>The fewest ended trials that a share is taken of. Default 5.</summary>
    public int FailedTrialMinimumEnded { get; init; } = 5;
}
