namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Difference in Positive Proportions in Predicted Labels: n̂_a⁽¹⁾ / n_a − n̂_d⁽¹⁾ / n_d.</summary>
internal sealed class PredictedProportions : BiasMetric
{
    public override string Name => "DPPL";

    public override string Title => "Difference in Positive Proportions in Predicted Labels";

    public override string Meaning => "How much more often the model says yes to all others than to the group";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override BiasInput Input => BiasInput.Predictions;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        counts.Others.PredictedPositive / counts.Others.All - counts.Facet.PredictedPositive / counts.Facet.All;
}
