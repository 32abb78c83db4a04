using MathNet.Numerics.Distributions;

namespace MlMonitor.Core.Distances;

/// <summary>
/// How large a difference of distributions two samples are enough to find: what to say beside "no drift". Where the true distance is Δ
/// at some x, the sample's distance is at least that of the shares up to x, which is about normal around Δ with a deviation of at most
/// ½ √(1/n + 1/m); so an alarm above the limit L comes with a chance of at least Φ((Δ − L) / (½ √(1/n + 1/m))). Massey, "The
/// Kolmogorov-Smirnov Test for Goodness of Fit", Journal of the American Statistical Association 46 (1951), 68–78. A lower bound: the
/// real power is larger. Holds for <see cref="KolmogorovSmirnov"/> and for <see cref="LInfinity"/>.
/// </summary>
public static class DetectableDistance
{
    /// <summary>The smallest true distance that is found with the given power.</summary>
    /// <param name="baselineCount">How many values the baseline has.</param>
    /// <param name="currentCount">How many current values there are.</param>
    /// <param name="alpha">How often samples without drift may alarm; null for <see cref="RobustDistance.DeequConstant"/>.</param>
    /// <param name="power">The chance to find it, 0 to 1.</param>
    /// <param name="threshold">What the robust distance must exceed for an alarm; 0 for the test alone.</param>
    /// <returns>The distance, 0 to 1; null where these samples find none so surely, or a side is empty.</returns>
    public static double? Of(long baselineCount, long currentCount, double? alpha = 0.05, double power = 0.8, double threshold = 0)
    {
        if (baselineCount <= 0 || currentCount <= 0)
            return null;
        var distance = Limit(baselineCount, currentCount, alpha, threshold)
            + (Normal.InvCDF(0, 1, power) * Deviation(baselineCount, currentCount));
        return distance <= 1 ? Math.Max(0, distance) : null;
    }

    /// <summary>The chance, at least, that a true distance is found.</summary>
    /// <param name="distance">The true distance, 0 to 1.</param>
    /// <param name="baselineCount">How many values the baseline has, 1 or more.</param>
    /// <param name="currentCount">How many current values there are, 1 or more.</param>
    /// <param name="alpha">How often samples without drift may alarm; null for <see cref="RobustDistance.DeequConstant"/>.</param>
    /// <param name="threshold">What the robust distance must exceed for an alarm; 0 for the test alone.</param>
    /// <returns>The chance, 0 to 1.</returns>
    public static double Power(double distance, long baselineCount, long currentCount, double? alpha = 0.05, double threshold = 0) =>
        Normal.CDF(0, 1, (distance - Limit(baselineCount, currentCount, alpha, threshold)) / Deviation(baselineCount, currentCount));

    private static double Limit(long n, long m, double? alpha, double threshold) => threshold + RobustDistance.Allowance(n, m, alpha);

    private static double Deviation(long n, long m) => 0.5 * Math.Sqrt((1.0 / n) + (1.0 / m));
}
