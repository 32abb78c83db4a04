namespace MlMonitor.Core.Pipelines;

/// <summary>What a pipeline's measures are held against; null for what is not judged.</summary>
public sealed record PipelineThresholds
{
    /// <summary>The least success rate, 0 to 100 %.</summary>
    public double? MinimumSuccessRatePercent { get; init; }

    /// <summary>The most failures in a row.</summary>
    public int? MaximumFailureStreak { get; init; }

    /// <summary>The longest 95th percentile of durations.</summary>
    public TimeSpan? MaximumDuration { get; init; }

    /// <summary>The fewest runs a day: a schedule that no longer fires is a failure nobody sees.</summary>
    public double? MinimumRunsPerDay { get; init; }
}
