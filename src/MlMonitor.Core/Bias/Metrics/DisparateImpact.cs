namespace MlMonitor.Core.Bias.Metrics;

/// <summary>
/// Disparate Impact: (n̂_d⁽¹⁾ / n_d) / (n̂_a⁽¹⁾ / n_a). Parity is 1, and half is as far from it as twice: the distance is that of the
/// logarithm. The usual limit is four fifths (Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D), either way.
/// </summary>
internal sealed class DisparateImpact : BiasMetric
{
    public override string Name => "DI";

    public override string Title => "Disparate Impact";

    public override string Meaning => "How often the model says yes to the group for each yes to all others: below 1 the group gets fewer";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override BiasInput Input => BiasInput.Predictions;

    public override double Parity => 1;

    public override double? UsualLimit => -Math.Log(0.8);

    public override double Of(BiasCounts counts) =>
        Ratio(counts.Facet.PredictedPositive / counts.Facet.All, counts.Others.PredictedPositive / counts.Others.All);

    public override double Distance(double value) => Math.Abs(Math.Log(value));

    public override string? WhyNot(BiasCounts counts) =>
        counts.Facet.PredictedPositive + counts.Others.PredictedPositive == 0 && !counts.IsRestricted ? "The model says yes to nobody" : null;
}
