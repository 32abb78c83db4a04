using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>How captured requests are profiled hour by hour.</summary>
public sealed record HourlyOptions
{
    /// <summary>How the columns of the capture are called.</summary>
    public ColumnMap Map { get; init; } = ColumnMap.None;

    /// <summary>How profiles are built. What they are of is told by the capture.</summary>
    public ProfileOptions Profile { get; init; } = ProfileOptions.Default;

    /// <summary>How the capture is read.</summary>
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>
    /// How long after its end an hour is taken to be over, 15 minutes by default: files reach S3 some minutes after the requests. A
    /// file that comes later still has the hour profiled anew.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(15);
}
