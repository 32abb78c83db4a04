namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Specificity Difference: TNR_d − TNR_a.</summary>
internal sealed class SpecificityDifference : BiasMetric
{
    public override string Name => "SD";

    public override string Title => "Specificity Difference";

    public override string Meaning => "How much more often the model finds a negative label in the group than among all others";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double? UsualLimit => 0.1;

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Facet.TrueNegative, counts.Facet.Negative), Ratio(counts.Others.TrueNegative, counts.Others.Negative));
}
