namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Treatment Equality: FN_d / FP_d − FN_a / FP_a.</summary>
internal sealed class TreatmentEquality : BiasMetric
{
    public override string Name => "TE";

    public override string Title => "Treatment Equality";

    public override string Meaning => "Whether the errors about the group are more often to its harm than those about all others: above 0 they are";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double Of(BiasCounts counts) =>
        Difference(Ratio(counts.Facet.FalseNegative, counts.Facet.FalsePositive), Ratio(counts.Others.FalseNegative, counts.Others.FalsePositive));
}
