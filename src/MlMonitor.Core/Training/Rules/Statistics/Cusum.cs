namespace MlMonitor.Core.Training.Rules.Statistics;

/// <summary>
/// The cumulative sum of what lies above an allowance, never below zero: it finds a lasting rise, however slow, and when it began.
/// Page, "Continuous Inspection Schemes", Biometrika 41 (1954), 100–115; Montgomery, "Introduction to Statistical Quality Control", 9.1.
/// The sum may be bounded, so that it comes back to zero as quickly as what it sums.
/// </summary>
/// <param name="Sum">The sum at the end.</param>
/// <param name="Peak">The largest sum since it was last zero.</param>
/// <param name="Onset">The first place since it was last zero; the count of values where it is zero at the end.</param>
internal readonly record struct Cusum(double Sum, double Peak, int Onset)
{
    /// <summary>Sums the deviations from a target.</summary>
    /// <param name="deviations">The deviations, in order of time.</param>
    /// <param name="allowance">Half the rise worth finding (Page's k), in the same unit.</param>
    /// <param name="bound">The largest the sum can get.</param>
    public static Cusum Upper(ReadOnlySpan<double> deviations, double allowance, double bound = double.PositiveInfinity)
    {
        var (sum, peak, onset) = (0d, 0d, 0);
        for (var i = 0; i < deviations.Length; i++)
        {
            sum = Math.Min(bound, Math.Max(0, sum + deviations[i] - allowance));
            peak = sum > 0 ? Math.Max(peak, sum) : 0;
            onset = sum > 0 ? onset : i + 1;
        }
        return new Cusum(sum, peak, onset);
    }
}
