using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>What is due is due once, and a scheduler that is a little early does not make it wait a whole turn.</summary>
public class WatchScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 60, true)]
    [InlineData(60, 61, true)]
    [InlineData(60, 57, true)]
    [InlineData(60, 56.9, false)]
    [InlineData(60, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(1440, 1368, true)]
    [InlineData(1440, 1367, false)]
    [InlineData(60, -5, true)]
    public void A_watch_is_due_after_its_cadence_less_a_twentieth_and_where_the_clock_went_back(double every, double minutesAgo, bool due)
    {
        var ledger = Mark(new AlertLedger(), ["a"], Now.AddMinutes(-minutesAgo));

        Assert.Equal(due, WatchSchedule.IsDue(Watch("a", every), ledger, Now));
    }

    [Fact]
    public void A_watch_that_never_ran_is_due_and_each_goes_by_its_own_mark()
    {
        var ledger = Mark(Mark(new AlertLedger(), ["a", "b"], Now.AddHours(-2)), ["b"], Now);

        Assert.True(WatchSchedule.IsDue(Watch("new", 60), ledger, Now));
        Assert.True(WatchSchedule.IsDue(Watch("a", 60), ledger, Now));
        Assert.False(WatchSchedule.IsDue(Watch("b", 60), ledger, Now));
    }

    [Fact]
    public void A_watch_every_quarter_of_an_hour_runs_96_times_in_a_day_of_runs_each_minute()
    {
        var (ledger, watch, ran) = (new AlertLedger(), Watch("a", 15), 0);
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (!WatchSchedule.IsDue(watch, ledger, Now.AddMinutes(minute)))
                continue;
            ran++;
            ledger = Mark(ledger, ["a"], Now.AddMinutes(minute));
        }

        Assert.Equal(96, ran);
    }

    private static AlertLedger Mark(AlertLedger ledger, string[] names, DateTimeOffset ranAt) => ledger with
    {
        Watches = ledger.Watches.Where(w => !names.Contains(w.Key)).Concat(names.Select(name => KeyValuePair.Create(name, new WatchMark(ranAt)))).ToDictionary(),
    };

    private static Watch Watch(string name, double minutes) => new() { Name = name, Kind = WatchKind.Of("Job")!, Every = TimeSpan.FromMinutes(minutes) };
}
