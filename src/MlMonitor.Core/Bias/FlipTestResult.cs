using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Bias;

/// <summary>What came of a flip test.</summary>
/// <param name="Favoured">Rows of the group that get a yes where others like them get a no.</param>
/// <param name="Harmed">Rows of the group that get a no where others like them get a yes.</param>
/// <param name="FacetCount">Rows of the group that were looked at.</param>
/// <param name="OtherCount">Rows of all others that were looked at.</param>
public sealed record FlipTestResult(long Favoured, long Harmed, long FacetCount, long OtherCount)
{
    /// <summary>FT = (favoured − harmed) / rows of the group, the sign as in Clarify; null where a side is empty.</summary>
    public double? Value => FacetCount == 0 || OtherCount == 0 ? null : (double)(Favoured - Harmed) / FacetCount;

    /// <summary>The value with its interval, that of the rows of the group; the others are taken as they are.</summary>
    internal BiasMeasure Measure(ResamplingOptions options)
    {
        if (Value is not { } value)
            return new BiasMeasure(BiasMetric.FlipTestName, null, null, FacetCount == 0 ? "The group is empty" : "There are no others");
        double[] cells = [Favoured, Harmed, FacetCount - Favoured - Harmed];
        var replicates = CountResampling.Replicate(cells, CountResampling.PriorMass / cells.Length, options, 1, static (drawn, values) =>
            values[0] = (drawn[0] - drawn[1]) / (drawn[0] + drawn[1] + drawn[2]));
        return new BiasMeasure(BiasMetric.FlipTestName, value, Interval.Of(replicates[0], value, options.Confidence), "");
    }
}
