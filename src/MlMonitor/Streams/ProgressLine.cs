using System.Management.Automation;

namespace MlMonitor.Streams;

/// <summary>
/// A progress bar for what takes longer than two seconds, drawn at most five times a second, and never where nobody looks:
/// runbooks keep progress records as noise.
/// </summary>
internal sealed class ProgressLine(PSCmdlet cmdlet, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly bool Watched = IsWatched();
    private readonly long _begun = clock.GetTimestamp();
    private long _shown;
    private ProgressRecord? _record;

    public bool IsDue => Watched && clock.GetElapsedTime(_begun) > Patience
        && (Volatile.Read(ref _shown) == 0 || clock.GetElapsedTime(Volatile.Read(ref _shown)) > Redraw);

    public void Show(string activity, int done, int? total)
    {
        Volatile.Write(ref _shown, clock.GetTimestamp());
        _record = new ProgressRecord(0, activity, total is null ? $"{done} done" : $"{done} of {total}")
        {
            PercentComplete = total is > 0 ? Math.Min(100, 100 * done / total.Value) : -1,
        };
        cmdlet.WriteProgress(_record);
    }

    public void Complete()
    {
        if (_record is null)
            return;
        _record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(_record);
        _record = null;
    }

    /// <summary>Scheduled tasks and runbooks run without a user, with -NonInteractive, or with their output led into a file.</summary>
    private static bool IsWatched() => Environment.UserInteractive
#pragma warning disable RS0030 // Asked about, not written to.
        && !System.Console.IsOutputRedirected
#pragma warning restore RS0030
        && !Environment.GetCommandLineArgs().Any(a => a.StartsWith("-noni", StringComparison.OrdinalIgnoreCase));
}
