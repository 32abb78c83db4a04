namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Acceptance Rates: TP_a / n̂_a⁽¹⁾ − TP_d / n̂_d⁽¹⁾.</summary>
internal sealed class AcceptanceRates : BiasMetric
{
    public override string Name => "DAR";

    public override string Title => "Difference in Acceptance Rates";

    public override string Meaning => "How much more often a yes of the model is right about all others than about the group";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override IReadOnlyList<string> Aliases => ["AR"];

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Others.TruePositive, counts.Others.PredictedPositive), Ratio(counts.Facet.TruePositive, counts.Facet.PredictedPositive));
}
