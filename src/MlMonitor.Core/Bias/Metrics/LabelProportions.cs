namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Positive Proportions in Labels: n_a⁽¹⁾ / n_a − n_d⁽¹⁾ / n_d.</summary>
internal sealed class LabelProportions : BiasMetric
{
    public override string Name => "DPL";

    public override string Title => "Difference in Positive Proportions in Labels";

    public override string Meaning => "How much more often the label is positive among all others than in the group";

    public override MlBiasStage Stage => MlBiasStage.PreTraining;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        counts.Others.Positive / counts.Others.All - counts.Facet.Positive / counts.Facet.All;
}
