namespace MlMonitor.Core.Distances;

/// <summary>
/// The Hellinger distance: √(½ Σ (√p − √q)²), 0 to 1. Hellinger, "Neue Begründung der Theorie quadratischer Formen von unendlichvielen
/// Veränderlichen", Journal für die reine und angewandte Mathematik 136 (1909), 210–271.
/// </summary>
public static class Hellinger
{
    /// <summary>The distance.</summary>
    /// <param name="baseline">The shares p of the baseline, or counts.</param>
    /// <param name="current">The current ones q, bin by bin.</param>
    /// <returns>0 to 1; null where a side adds up to nothing.</returns>
    public static double? Distance(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current) =>
        Shares.Sum(baseline, current, (p, q) => Math.Pow(Math.Sqrt(p) - Math.Sqrt(q), 2)) is { } sum
            ? Math.Min(1, Math.Sqrt(sum / 2))
            : null;
}
