using MlMonitor.Core.Distances;

namespace MlMonitor.Core.Drift;

/// <summary>How far apart two distributions are.</summary>
/// <param name="Method">The measure.</param>
/// <param name="Name">What the measure is called, with what is needed to repeat it.</param>
/// <param name="Distance">The distance.</param>
/// <param name="Threshold">What it must exceed to be drift.</param>
/// <param name="PValue">The chance of so large a difference without drift.</param>
/// <param name="Robust">The largest difference of distribution functions or shares, less what chance may make of it.</param>
/// <param name="Bins">What is where.</param>
internal sealed record Measured(
    MlDriftMethod Method, string Name, double Distance, double Threshold, double PValue, double Robust, BinnedShares Bins)
{
    /// <summary>How many values the baseline has.</summary>
    public required long BaselineCount { get; init; }

    /// <summary>How many values there are now.</summary>
    public required long CurrentCount { get; init; }

    /// <summary>Whether the distance is more than may be.</summary>
    public bool IsBeyond => Distance > Threshold;
}
