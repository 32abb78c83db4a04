namespace MlMonitor.Core.Bias.Metrics;

/// <summary>
/// Generalized Entropy, with α = 2: half the mean of (b / mean b)² − 1 over all rows, where the benefit b is 1 + prediction − label: 2 for an
/// undeserved yes, 1 for a right answer, 0 for an undeserved no. It looks at rows, not at groups, so it is the same for every facet.
/// </summary>
internal sealed class GeneralizedEntropy : BiasMetric
{
    public override string Name => "GE";

    public override string Title => "Generalized Entropy";

    public override string Meaning => "How unevenly errors give and take benefits among all rows, whatever their group: 0 where none does";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override double Of(BiasCounts counts)
    {
        var all = counts.Others.Plus(counts.Facet);
        var right = all.TruePositive + all.TrueNegative;
        var mean = (2 * all.FalsePositive + right) / all.All;
        return mean == 0 ? double.NaN : ((4 * all.FalsePositive + right) / (all.All * mean * mean) - 1) / 2;
    }

    public override string? WhyNot(BiasCounts counts) =>
        counts.Others.FalseNegative + counts.Facet.FalseNegative == counts.Others.All + counts.Facet.All ? "All predictions are false negatives" : null;
}
