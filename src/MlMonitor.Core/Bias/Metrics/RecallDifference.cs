namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Recall Difference: TPR_a − TPR_d.</summary>
internal sealed class RecallDifference : BiasMetric
{
    public override string Name => "RD";

    public override string Title => "Recall Difference";

    public override string Meaning => "How much more often the model finds a positive label among all others than in the group";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Others.TruePositive, counts.Others.Positive), Ratio(counts.Facet.TruePositive, counts.Facet.Positive));
}
