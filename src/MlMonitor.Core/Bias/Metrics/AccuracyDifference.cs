namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Accuracy Difference: ACC_a − ACC_d.</summary>
internal sealed class AccuracyDifference : BiasMetric
{
    public override string Name => "AD";

    public override string Title => "Accuracy Difference";

    public override string Meaning => "How much more often the model is right about all others than about the group";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Others.TruePositive + counts.Others.TrueNegative, counts.Others.All), Ratio(counts.Facet.TruePositive + counts.Facet.TrueNegative, counts.Facet.All));
}
