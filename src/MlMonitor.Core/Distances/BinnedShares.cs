namespace MlMonitor.Core.Distances;

/// <summary>The baseline and the data at hand in the same bins.</summary>
/// <param name="Bins">The bins.</param>
public sealed record BinnedShares(IReadOnlyList<MlDriftBin> Bins)
{
    private readonly double[] _baseline = [.. Bins.Select(bin => bin.BaselineShare)];
    private readonly double[] _current = [.. Bins.Select(bin => bin.CurrentShare)];

    /// <summary>The shares of the baseline, bin by bin.</summary>
    public ReadOnlySpan<double> Baseline => _baseline;

    /// <summary>The current shares, bin by bin.</summary>
    public ReadOnlySpan<double> Current => _current;

    /// <summary>A part of a whole.</summary>
    internal static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
