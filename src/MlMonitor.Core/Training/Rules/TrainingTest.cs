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
    /// <param name="checks">What to look for; empty or with <see cref="MlTrainingCheck.All"/> for everything.</param>
    /// <returns>
    /// What was found and what could not be looked at, the gravest first; where there is neither, one result for
    /// <see cref="MlTrainingCheck.All"/>: <see cref="MlSeverity.Ok"/>, or <see cref="MlSeverity.NoData"/> where there was nothing to judge from.
    /// </returns>
    public static IReadOnlyList<MlTrainingFinding> Judge(
        TrainingEvidence evidence, TrainingThresholds? thresholds = null, IReadOnlySet<MlTrainingCheck>? checks = null)
    {
        var run = new TrainingRun(evidence, thresholds ?? new TrainingThresholds());
        var isUnknown = evidence.Gaps.Any(g => g.Checks.Contains(MlTrainingCheck.All));
        var found = (isUnknown ? [] : Rules)
            .SelectMany(r => r.Judge(run))
            .Where(f => IsWanted(f.Check))
            .ToArray();
        var results = found
            .Where(f => !Consequence.IsOne(f, found))
            .Concat(evidence.Gaps.Where(g => g.Checks.Any(IsWanted)).Select(run.Unseen))
            .OrderByDescending(f => f.Severity)
            .ToArray();
        return results.Length > 0 ? results : [run.NothingFound(needsData: Enum.GetValues<MlTrainingCheck>().Any(c => IsByData(evidence.Job.Type, c) && IsWanted(c)))];

        bool IsWanted(MlTrainingCheck check) =>
            checks is not { Count: > 0 } || check == MlTrainingCheck.All || checks.Contains(check) || checks.Contains(MlTrainingCheck.All);
    }

    /// <summary>Whether a check goes by measurements that a job of this kind has, and not by what SageMaker itself says of it.</summary>
    private static bool IsByData(MlJobType type, MlTrainingCheck check) => check switch
    {
        MlTrainingCheck.TuningStagnation or MlTrainingCheck.FailedTrial => type == MlJobType.Tuning,
        MlTrainingCheck.All or MlTrainingCheck.Status or MlTrainingCheck.NearMaximumRuntime or MlTrainingCheck.SpotInterruption => false,
        _ => type != MlJobType.Tuning,
    };
}
