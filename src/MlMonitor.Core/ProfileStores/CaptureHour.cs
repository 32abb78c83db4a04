using MlMonitor.Core.Capture;

namespace MlMonitor.Core.ProfileStores;

/// <summary>The folder of one hour of one variant.</summary>
/// <param name="Shelf">Where its profile is kept.</param>
/// <param name="Key">What its profile is made of and how.</param>
/// <param name="Endpoint">The endpoint, as the folders tell.</param>
/// <param name="Variant">The variant, as the folders tell.</param>
/// <param name="Hour">The hour (UTC).</param>
/// <param name="Files">The files that are there now.</param>
/// <param name="IsStored">Whether a profile of it is kept.</param>
internal sealed record CaptureHour(HourShelf Shelf, string Key, string Endpoint, string Variant, DateTimeOffset Hour, IReadOnlyList<CaptureFile> Files, bool IsStored)
{
    /// <summary>How many bytes there are to read where it is not kept.</summary>
    public long Bytes => Files.Sum(file => file.Size);
}
