namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Rejection Rates: TN_d / n̂_d⁽⁰⁾ − TN_a / n̂_a⁽⁰⁾.</summary>
internal sealed class RejectionRates : BiasMetric
{
    public override string Name => "DRR";

    public override string Title => "Difference in Rejection Rates";

    public override string Meaning => "How much more often a no of the model is right about the group than about all others";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override IReadOnlyList<string> Aliases => ["RR"];

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Facet.TrueNegative, counts.Facet.PredictedNegative), Ratio(counts.Others.TrueNegative, counts.Others.PredictedNegative));
}
