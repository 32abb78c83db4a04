using MathNet.Numerics.Distributions;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The z-test that two shares are equal, such as those of missing values: z = (q − p) / √(r (1 − r) (1/n + 1/m)), r the share of both
/// together. As statsmodels' <c>proportions_ztest</c>. Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 2003, 3.
/// </summary>
/// <param name="Difference">The current share less that of the baseline, -1 to 1.</param>
/// <param name="Z">The difference over its deviation without drift; 0 where all or none are counted on both sides.</param>
public readonly record struct TwoProportions(double Difference, double Z)
{
    /// <summary>The chance of so large a difference, up or down, without drift.</summary>
    public double PValue() => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(Z)));

    /// <summary>Compares two shares.</summary>
    /// <param name="baseline">How many are counted in the baseline.</param>
    /// <param name="baselineCount">Of how many.</param>
    /// <param name="current">How many are counted now.</param>
    /// <param name="currentCount">Of how many.</param>
    /// <returns>The test; null where a side is empty.</returns>
    public static TwoProportions? Compare(long baseline, long baselineCount, long current, long currentCount)
    {
        if (baselineCount <= 0 || currentCount <= 0)
            return null;
        double n = baselineCount, m = currentCount;
        var difference = (current / m) - (baseline / n);
        var pooled = ((double)baseline + current) / (n + m);
        var variance = pooled * (1 - pooled) * ((1 / n) + (1 / m));
        return new TwoProportions(difference, variance > 0 ? difference / Math.Sqrt(variance) : 0);
    }
}
