using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>A job that is to be judged.</summary>
/// <param name="Type">Its kind: training or tuning.</param>
/// <param name="Name">Its name.</param>
public sealed record TestedJob(MlJobType Type, string Name)
{
    /// <summary>Whether a job of this kind can be judged.</summary>
    /// <param name="type">The kind.</param>
    /// <returns>True for training and tuning jobs.</returns>
    public static bool IsOf(MlJobType type) => type is MlJobType.Training or MlJobType.Tuning;
}

/// <summary>What has to be known of jobs that are judged.</summary>
public sealed record TrainingEvidenceQuery
{
    private static readonly MlTrainingCheck[] OfShapes =
        [MlTrainingCheck.LossNotFinite, MlTrainingCheck.Diverging, MlTrainingCheck.Plateau, MlTrainingCheck.Overfitting];

    /// <summary>What is looked for; empty or with <see cref="MlTrainingCheck.All"/> for everything. What no check needs is not read.</summary>
    public IReadOnlySet<MlTrainingCheck> Checks { get; init; } = new HashSet<MlTrainingCheck>();

    /// <summary>A job that published more recently is not silent, and its log is not asked.</summary>
    public TimeSpan StallAfter { get; init; } = new TrainingThresholds().StallAfter;

    internal bool NeedsTrials => Wants(MlTrainingCheck.TuningStagnation, MlTrainingCheck.FailedTrial);

    /// <summary>The checks that go by the algorithm's metrics.</summary>
    internal static IReadOnlyList<MlTrainingCheck> ByMetrics { get; } = [.. OfShapes, MlTrainingCheck.Stalled];

    internal bool Wants(params MlTrainingCheck[] any) =>
        Checks.Count == 0 || Checks.Contains(MlTrainingCheck.All) || any.Any(Checks.Contains);

    /// <summary>Whether a metric is of use: one of the instances by what it says, every other where the algorithm's are.</summary>
    internal bool NeedsMetric(string name) => name switch
    {
        "GPUMemoryUtilization" => false,
        "GPUUtilization" or "CPUUtilization" => Wants(MlTrainingCheck.IdleGpu, MlTrainingCheck.CpuBoundGpu),
        "MemoryUtilization" => Wants(MlTrainingCheck.MemoryNearFull),
        "DiskUtilization" => Wants(MlTrainingCheck.DiskNearFull),
        _ => Wants([.. ByMetrics]),
    };

    /// <summary>The checks that go by a metric.</summary>
    internal static IReadOnlyList<MlTrainingCheck> ChecksBy(string metricName) => metricName switch
    {
        "GPUUtilization" or "CPUUtilization" => [MlTrainingCheck.IdleGpu, MlTrainingCheck.CpuBoundGpu],
        "MemoryUtilization" => [MlTrainingCheck.MemoryNearFull],
        "DiskUtilization" => [MlTrainingCheck.DiskNearFull],
        _ => ByMetrics,
    };
}
