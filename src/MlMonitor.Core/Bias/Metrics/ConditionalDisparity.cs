namespace MlMonitor.Core.Bias.Metrics;

/// <summary>
/// Σ n_g (share of the group among the rejected − its share among the accepted) / n over the strata g: 0 where a stratum has none of one kind.
/// </summary>
internal abstract class ConditionalDisparity : BiasMetric
{
    public override double Of(BiasCounts counts)
    {
        var (sum, all) = (0.0, 0.0);
        foreach (var (others, facet) in counts.Strata)
        {
            var n = others.All + facet.All;
            all += n;
            sum += n * (Share(Rejected(facet), Rejected(others)) - Share(Accepted(facet), Accepted(others)));
        }

        return Ratio(sum, all);
    }

    public override string? WhyNot(BiasCounts counts) =>
        counts.Strata.Count == 0 ? "No column was named that groups the rows"
        : Accepted(counts.Others) + Accepted(counts.Facet) == 0 ? $"Nothing is positive among the {What}"
        : Rejected(counts.Others) + Rejected(counts.Facet) == 0 ? $"Nothing is negative among the {What}"
        : null;

    /// <summary>Among what: labels or predictions.</summary>
    protected abstract string What { get; }

    /// <summary>How many are accepted.</summary>
    protected abstract double Accepted(SideCounts side);

    /// <summary>How many are rejected.</summary>
    protected abstract double Rejected(SideCounts side);

    private static double Share(double facet, double others) => facet + others == 0 ? 0 : facet / (facet + others);
}
