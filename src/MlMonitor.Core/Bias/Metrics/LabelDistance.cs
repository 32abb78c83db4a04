namespace MlMonitor.Core.Bias.Metrics;

/// <summary>A distance between the labels of both sides, taken as distributions over positive and negative.</summary>
internal abstract class LabelDistance : BiasMetric
{
    public override MlBiasStage Stage => MlBiasStage.PreTraining;

    public override double Of(BiasCounts counts)
    {
        var (a, d) = (counts.Others, counts.Facet);
        Span<double> others = [a.Positive / a.All, a.Negative / a.All];
        Span<double> facet = [d.Positive / d.All, d.Negative / d.All];
        return Of(others, facet, counts.IsRestricted);
    }

    public override string? WhyNot(BiasCounts counts) =>
        counts.IsRestricted && counts.Others.Positive * counts.Facet.Positive == 0 && counts.Others.Negative * counts.Facet.Negative == 0
            ? "Both sides have no label in common"
            : null;

    /// <summary>The distance of two distributions over the same labels.</summary>
    /// <param name="others">The shares of all others.</param>
    /// <param name="facet">The shares of the group.</param>
    /// <param name="isRestricted">Whether labels that only one side has are left out.</param>
    public double Of(ReadOnlySpan<double> others, ReadOnlySpan<double> facet, bool isRestricted)
    {
        var sum = 0.0;
        for (var i = 0; i < others.Length; i++)
        {
            if (!isRestricted || (others[i] > 0 && facet[i] > 0))
                sum = Add(sum, others[i], facet[i]);
        }

        return Finish(sum);
    }

    /// <summary>Adds what one label contributes.</summary>
    protected abstract double Add(double sum, double a, double d);

    /// <summary>Makes the distance of the sum.</summary>
    protected virtual double Finish(double sum) => sum;
}
