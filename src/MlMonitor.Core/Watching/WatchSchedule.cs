using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Says which watches are due.</summary>
public static class WatchSchedule
{
    /// <summary>A schedule does not start its runs to the second: what is due within a twentieth of its cadence is due now.</summary>
    private const double Early = 0.05;

    /// <summary>How long after its last word a run that did not come to its end is gone on with. What it found is too old later.</summary>
    private static readonly TimeSpan GoOn = TimeSpan.FromMinutes(30);

    /// <summary>Whether a watch is due.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="ledger">When it last ran.</param>
    /// <param name="now">The present.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsDue(Watch watch, AlertLedger ledger, DateTimeOffset now) =>
        !ledger.Watches.TryGetValue(watch.Name, out var mark) || IsOver(watch, mark.RanAt, now) || mark.RanAt > now;

    /// <summary>Says what a run is to do.</summary>
    /// <param name="wanted">The watches to choose from.</param>
    /// <param name="all">Whether to run all of them, due or not.</param>
    /// <param name="asked">What the run was asked to do, as a digest.</param>
    /// <param name="ledger">When they last ran, and how far a run came that did not end.</param>
    /// <param name="now">The present.</param>
    /// <returns>The plan.</returns>
    public static WatchPlan Plan(IReadOnlyList<Watch> wanted, bool all, string asked, AlertLedger ledger, DateTimeOffset now)
    {
        var resumed = ledger.Unfinished is { } run && run.Asked == asked && run.SavedAt <= now && now - run.SavedAt <= GoOn
            ? run.Done.Where(d => wanted.Any(w => w.Name == d.Watch && (w.Every == TimeSpan.Zero || !IsOver(w, d.At, now)))).ToList()
            : [];
        // Where a budget ends a run early, it is not always the same watches that are left out.
        var due = wanted.Where(w => resumed.TrueForAll(d => d.Watch != w.Name) && (all || IsDue(w, ledger, now)))
            .OrderBy(w => ledger.Watches.TryGetValue(w.Name, out var mark) ? mark.RanAt : DateTimeOffset.MinValue);
        return new WatchPlan(asked, now, [.. due], resumed);
    }

    private static bool IsOver(Watch watch, DateTimeOffset ranAt, DateTimeOffset now) => now - ranAt >= watch.Every * (1 - Early);
}
