namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Conditional Acceptance: n_a⁽¹⁾ / n̂_a⁽¹⁾ − n_d⁽¹⁾ / n̂_d⁽¹⁾.</summary>
internal sealed class ConditionalAcceptance : BiasMetric
{
    public override string Name => "DCA";

    public override string Title => "Difference in Conditional Acceptance";

    public override string Meaning => "Whether the model says yes to fewer of all others than deserve it, compared with the group: above 0 the group is favoured";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override IReadOnlyList<string> Aliases => ["DCAcc"];

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Others.Positive, counts.Others.PredictedPositive), Ratio(counts.Facet.Positive, counts.Facet.PredictedPositive));
}
