namespace MlMonitor.Core.Distances;

/// <summary>The largest distance between two empirical distribution functions, and where it is.</summary>
/// <param name="Statistic">The distance D, 0 to 1.</param>
/// <param name="Sign">
/// 1 where the baseline's function is the higher one at <paramref name="Location"/>, so the current values have moved up past it;
/// -1 where they have moved down; 0 where D is 0. As <c>statistic_sign</c> of scipy with the baseline as first sample.
/// </param>
/// <param name="Location">The value up to which the shares differ by D; the lowest where there are several.</param>
/// <param name="BaselineCount">How many values the baseline has.</param>
/// <param name="CurrentCount">How many current values there are.</param>
public readonly record struct KolmogorovSmirnovResult(
    double Statistic, int Sign, double Location, long BaselineCount, long CurrentCount)
{
    /// <summary>The chance of so large a distance, or a larger one, between samples of one continuous distribution; conservative with ties.</summary>
    public double PValue() => KolmogorovSmirnov.PValue(Statistic, BaselineCount, CurrentCount);

    /// <summary>The distance less what two samples of these sizes may differ by without drift, never below 0.</summary>
    /// <param name="alpha">How often samples without drift may come out above 0; null for the constant 1.8 of Deequ.</param>
    public double Robust(double? alpha = null) => RobustDistance.Of(Statistic, BaselineCount, CurrentCount, alpha);
}
