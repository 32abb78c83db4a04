using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Drift;

/// <summary>Tells of captured records that could not be read as of anything else that is wrong.</summary>
public static class CaptureDamage
{
    /// <summary>The finding.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="maxBadShare">The share of records that may be bad, 0 to 1.</param>
    /// <param name="window">The window.</param>
    /// <returns>A Warning; null where no more is bad than may be.</returns>
    public static MlDriftFinding? Of(CaptureSummary read, double maxBadShare, MlWindow? window) => !read.IsDamaged(maxBadShare) ? null : new MlDriftFinding
    {
        Check = MlDriftCheck.CaptureDamage,
        Severity = MlSeverity.Warning,
        Reason = read.Damage(maxBadShare)!,
        Value = 100 * read.BadShare,
        Threshold = 100 * maxBadShare,
        Unit = "%",
        CurrentCount = read.Records + read.BadRecords,
        EndpointName = read.EndpointName,
        Window = window,
        Region = "",
    };
}
