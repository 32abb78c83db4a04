using MathNet.Numerics.Distributions;

namespace MlMonitor.Core.Training.Rules.Statistics;

/// <summary>
/// The test for a trend, up or down, of whatever shape: it counts the pairs in which the later value is larger or smaller. With the
/// variance for ties and the normal approximation with continuity correction, good from about eight values.
/// Mann, "Nonparametric Tests Against Trend", Econometrica 13 (1945), 245–259; Kendall, "Rank Correlation Methods", 1975;
/// Gilbert, "Statistical Methods for Environmental Pollution Monitoring", 1987, 16.4.
/// </summary>
/// <param name="S">The pairs that rise less the pairs that fall.</param>
/// <param name="Z">S over its deviation under no trend, moved by one towards zero.</param>
internal readonly record struct MannKendall(long S, double Z)
{
    /// <summary>The chance of so strong a rise where there is none.</summary>
    public double Rising => Normal.CDF(0, 1, -Z);

    /// <summary>The chance of so strong a fall where there is none.</summary>
    public double Falling => Normal.CDF(0, 1, Z);

    /// <summary>Tests values in order of time.</summary>
    public static MannKendall Of(ReadOnlySpan<double> values)
    {
        var s = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
                s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
        }
        var variance = Variance(values);
        return new MannKendall(s, variance > 0 ? (s - Math.Sign(s)) / Math.Sqrt(variance) : 0);
    }

    /// <summary>The variance of S where there is no trend: [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18 over the groups of t equal values.</summary>
    internal static double Variance(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var variance = Term(sorted.Length);
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to].Equals(sorted[from]); to++)
            {
            }
            variance -= Term(to - from);
        }
        return variance / 18;
    }

    private static double Term(double n) => n * (n - 1) * ((2 * n) + 5);
}
