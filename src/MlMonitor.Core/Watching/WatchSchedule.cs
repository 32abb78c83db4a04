using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Says which watches are due.</summary>
public static class WatchSchedule
{
    /// <summary>A schedule does not start its runs to the second: what is due within a twentieth of its cadence is due now.</summary>
    private const double Early = 0.05;

    /// <summary>Whether a watch is due.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="ledger">When it last ran.</param>
    /// <param name="now">The present.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsDue(Watch watch, AlertLedger ledger, DateTimeOffset now) =>
        !ledger.Watches.TryGetValue(watch.Name, out var mark) || now - mark.RanAt >= watch.Every * (1 - Early) || mark.RanAt > now;

    /// <summary>The ledger after watches have run.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="ran">The watches that ran.</param>
    /// <param name="now">When.</param>
    /// <returns>The ledger; watches that could not check anything are due again.</returns>
    public static AlertLedger Mark(AlertLedger ledger, IEnumerable<string> ran, DateTimeOffset now)
    {
        var marks = new Dictionary<string, WatchMark>(ledger.Watches);
        foreach (var name in ran)
            marks[name] = new WatchMark(now);
        return ledger with { Watches = marks };
    }
}
