namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Conditional Rejection: n_d⁽⁰⁾ / n̂_d⁽⁰⁾ − n_a⁽⁰⁾ / n̂_a⁽⁰⁾.</summary>
internal sealed class ConditionalRejection : BiasMetric
{
    public override string Name => "DCR";

    public override string Title => "Difference in Conditional Rejection";

    public override string Meaning => "Whether the model says no to fewer of the group than deserve it, compared with all others: above 0 the group is favoured";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Facet.Negative, counts.Facet.PredictedNegative), Ratio(counts.Others.Negative, counts.Others.PredictedNegative));
}
