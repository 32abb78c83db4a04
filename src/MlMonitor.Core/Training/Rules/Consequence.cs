namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// What follows from another finding and is no news beside it: whoever is woken by two alerts looks for two faults. A finding that is
/// graver than what it follows from stands.
/// </summary>
internal static class Consequence
{
    public static bool IsOne(MlTrainingFinding finding, IReadOnlyList<MlTrainingFinding> all) =>
        all.Any(cause => finding.Severity <= cause.Severity && Follows(finding, cause));

    private static bool Follows(MlTrainingFinding finding, MlTrainingFinding cause) => cause.Check switch
    {
        // Weights that are not numbers predict nothing: every metric falls to that of guessing and stays there.
        MlTrainingCheck.LossNotFinite => cause.Severity == MlSeverity.Critical
            && finding.Check is MlTrainingCheck.Diverging or MlTrainingCheck.Plateau or MlTrainingCheck.Overfitting,
        // Without its fellow on training data a metric on validation data seems to diverge.
        MlTrainingCheck.Overfitting => IsHeldBack(finding),
        // What is no longer learnt is no longer known of other data.
        MlTrainingCheck.Diverging => IsHeldBack(finding) && !IsHeldBack(cause),
        _ => false,
    };

    /// <summary>Whether a metric of data that is not learnt from diverges.</summary>
    private static bool IsHeldBack(MlTrainingFinding finding) => finding is { Check: MlTrainingCheck.Diverging, MetricName: { } name }
        && MetricName.Parse(name).Data is MetricData.Validation or MetricData.Test;
}
