namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Class Imbalance: (n_a − n_d) / (n_a + n_d).</summary>
internal sealed class ClassImbalance : BiasMetric
{
    public override string Name => "CI";

    public override string Title => "Class Imbalance";

    public override string Meaning => "How much fewer rows the group has than all others: 1 where it has none, -1 where it has all";

    public override MlBiasStage Stage => MlBiasStage.PreTraining;

    public override double Of(BiasCounts counts) =>
        (counts.Others.All - counts.Facet.All) / (counts.Others.All + counts.Facet.All);
}
