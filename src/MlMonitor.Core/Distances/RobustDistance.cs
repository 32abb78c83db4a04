namespace MlMonitor.Core.Distances;

/// <summary>
/// A largest difference of shares less what chance alone may make of it: max(0, D − c √((n + m) / (n m))), as Deequ's
/// <c>Distance.scala</c> and Model Monitor's <c>Robust</c> have it for numbers (Kolmogorov-Smirnov) and categories (L-infinity).
/// c(α) = √(−ln(α / 2) / 2) is the critical value of the two-sample test: Knuth, "The Art of Computer Programming" 2, 3.3.1.
/// </summary>
public static class RobustDistance
{
    /// <summary>The c of Deequ and Model Monitor, which is c(α) for α = 0.003, rounded.</summary>
    public const double DeequConstant = 1.8;

    /// <summary>c(α).</summary>
    /// <param name="alpha">How often samples without drift may differ by more, above 0 and at most 1.</param>
    public static double Constant(double alpha) => Math.Sqrt(-Math.Log(alpha / 2) / 2);

    /// <summary>What two samples may differ by without drift: c √((n + m) / (n m)).</summary>
    /// <param name="baselineCount">How many values the baseline has.</param>
    /// <param name="currentCount">How many current values there are.</param>
    /// <param name="alpha">How often samples without drift may differ by more; null for <see cref="DeequConstant"/>.</param>
    /// <returns>The difference; infinity where a side is empty.</returns>
    public static double Allowance(long baselineCount, long currentCount, double? alpha = null) =>
        (alpha is { } level ? Constant(level) : DeequConstant) * Math.Sqrt((1.0 / baselineCount) + (1.0 / currentCount));

    /// <summary>The distance less the allowance, never below 0.</summary>
    /// <param name="distance">The distance, 0 to 1.</param>
    /// <param name="baselineCount">How many values the baseline has.</param>
    /// <param name="currentCount">How many current values there are.</param>
    /// <param name="alpha">How often samples without drift may differ by more; null for <see cref="DeequConstant"/>.</param>
    public static double Of(double distance, long baselineCount, long currentCount, double? alpha = null) =>
        Math.Max(0, distance - Allowance(baselineCount, currentCount, alpha));
}
