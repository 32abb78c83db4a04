namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A metric on validation data and the same metric on training data: the names are equal but for the data set, in whatever way it
/// is written, and a name without a data set is taken for the training data where the other says validation (<c>val_loss</c> and
/// <c>loss</c>, as Keras has it). Data kept for the end (<c>test:</c>) stands in where there is no validation data.
/// </summary>
internal readonly record struct CurvePair(Curve Validation, Curve Training)
{
    /// <summary>The pairs there are.</summary>
    public static IEnumerable<CurvePair> In(IReadOnlyList<Curve> curves) =>
        from validation in curves
        where validation.Name.Data == MetricData.Validation
            || (validation.Name.Data == MetricData.Test && !curves.Any(c => c.Name.Data == MetricData.Validation && IsSame(c, validation)))
        let training = TrainingOf(validation, curves)
        where training is not null
        select new CurvePair(validation, training);

    /// <summary>The curve on training data that belongs to one on other data; null where there is none.</summary>
    public static Curve? TrainingOf(Curve validation, IReadOnlyList<Curve> curves) =>
        validation.Name.Data is not (MetricData.Validation or MetricData.Test)
            ? null
            : curves.FirstOrDefault(c => c.Name.Data == MetricData.Training && IsSame(c, validation))
                ?? curves.FirstOrDefault(c => c.Name.Data == MetricData.Unsaid && IsSame(c, validation));

    private static bool IsSame(Curve left, Curve right) =>
        string.Equals(left.Name.Bare, right.Name.Bare, StringComparison.OrdinalIgnoreCase);
}
