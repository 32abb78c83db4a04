namespace MlMonitor.Core.Training.Rules;

/// <summary>Looks for everything that goes wrong in a training or tuning job.</summary>
public static class TrainingTest
{
    private static readonly ITrainingRule[] Rules =
    [
        new StatusRule(),
        new LossNotFiniteRule(),
        new DivergingRule(),
        new PlateauRule(),
        new OverfittingRule(),
        new StalledRule(),
        new IdleGpuRule(),
        new CpuBoundGpuRule(),
        new MemoryNearFullRule(),
        new DiskNearFullRule(),
        new NearMaximumRuntimeRule(),
        new SpotInterruptionRule(),
        new TuningStagnationRule(),
        new FailedTrialRule(),
    ];

    /// <summary>Judges a job.</summary>
    /// <param name="evidence">What is known of it.</param>
    /// <param name="thresholds">What it is held against; null for the defaults.</param>
    /// <returns>
    /// What was found, the gravest first; where nothing was, one result for <see cref="MlTrainingCheck.All"/>: <see cref="MlSeverity.Ok"/>,
    /// or <see cref="MlSeverity.NoData"/> where there was nothing to judge from.
    /// </returns>
    public static IReadOnlyList<MlTrainingFinding> Judge(TrainingEvidence evidence, TrainingThresholds? thresholds = null)
    {
        var run = new TrainingRun(evidence, thresholds ?? new TrainingThresholds());
        var found = Rules.SelectMany(r => r.Judge(run)).OrderByDescending(f => f.Severity).ToArray();
        return found.Length > 0 ? found : [run.NothingFound()];
    }
}
