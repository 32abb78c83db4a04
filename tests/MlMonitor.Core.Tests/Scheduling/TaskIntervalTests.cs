using System.Globalization;
using MlMonitor.Core.Scheduling;

namespace MlMonitor.Core.Tests.Scheduling;

/// <summary>Held against times written down by hand, as crontab(5) and systemd.time(7) define them.</summary>
public sealed class TaskIntervalTests
{
    [Theory]
    [InlineData(1, "* * * * *")]
    [InlineData(15, "*/15 * * * *")]
    [InlineData(60, "0 * * * *")]
    [InlineData(120, "0 */2 * * *")]
    [InlineData(480, "0 */8 * * *")]
    [InlineData(1440, "0 0 * * *")]
    [InlineData(10_080, "0 0 * * 1")]
    public void Cron_has_five_fields(int minutes, string fields)
    {
        Assert.Null(TaskInterval.WhyNot(MlTaskKind.Cron, TimeSpan.FromMinutes(minutes)));
        Assert.Equal(fields, TaskInterval.CronFields(TimeSpan.FromMinutes(minutes)));
    }

    [Theory]
    [InlineData(7, "6m or 10m")]
    [InlineData(45, "30m or 1h, or -Kind Systemd, which can")]
    [InlineData(90, "1h or 2h, or -Kind Systemd, which can")]
    [InlineData(300, "4h or 6h")]
    [InlineData(2880, "1d or 7d")]
    [InlineData(20_160, "7d")]
    public void What_cron_cannot_say_is_refused_with_what_it_can(int minutes, string instead)
    {
        var (_, suggestion) = TaskInterval.WhyNot(MlTaskKind.Cron, TimeSpan.FromMinutes(minutes))!.Value;

        Assert.StartsWith($"Give {instead}.", suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "*-*-* *:00/01:00")]
    [InlineData(15, "*-*-* *:00/15:00")]
    [InlineData(360, "*-*-* 00,06,12,18:00:00")]
    [InlineData(480, "*-*-* 00,08,16:00:00")]
    [InlineData(1440, "*-*-* 00:00:00")]
    [InlineData(10_080, "Mon *-*-* 00:00:00")]
    public void A_timer_has_a_calendar(int minutes, string calendar)
    {
        Assert.Null(TaskInterval.WhyNot(MlTaskKind.Systemd, TimeSpan.FromMinutes(minutes)));
        Assert.Equal([calendar], TaskInterval.Calendar(TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void Ninety_minutes_take_two_lines_of_a_calendar() => Assert.Equal(
        ["*-*-* 00,03,06,09,12,15,18,21:00:00", "*-*-* 01,04,07,10,13,16,19,22:30:00"], TaskInterval.Calendar(TimeSpan.FromMinutes(90)));

    [Theory]
    [InlineData(7, "6m or 8m")]
    [InlineData(2880, "1d or 7d")]
    public void What_does_not_divide_the_day_is_refused_for_a_timer(int minutes, string instead) => Assert.StartsWith($"Give {instead}.",
        TaskInterval.WhyNot(MlTaskKind.Systemd, TimeSpan.FromMinutes(minutes))!.Value.Instead, StringComparison.Ordinal);

    [Theory]
    [InlineData(7, true)]
    [InlineData(2880, true)]
    [InlineData(44_640, true)]
    [InlineData(44_641, false)]
    public void The_Task_Scheduler_repeats_after_a_minute_to_31_days(int minutes, bool possible) =>
        Assert.Equal(possible, TaskInterval.WhyNot(MlTaskKind.ScheduledTask, TimeSpan.FromMinutes(minutes)) is null);

    [Theory]
    [InlineData(0, "1m")]
    [InlineData(30, "1m")]
    [InlineData(90, "1m or 2m")]
    [InlineData(-60, "1m")]
    public void What_is_no_whole_minutes_is_refused_by_all(int seconds, string instead) => Assert.All(Enum.GetValues<MlTaskKind>(), kind =>
        Assert.Equal($"Give {instead}.", TaskInterval.WhyNot(kind, TimeSpan.FromSeconds(seconds))!.Value.Instead));

    [Fact]
    public void A_span_beyond_all_bounds_is_refused() => Assert.All(Enum.GetValues<MlTaskKind>(), kind =>
        Assert.NotNull(TaskInterval.WhyNot(kind, TimeSpan.MaxValue)));

    [Theory]
    [InlineData(15, "2026-11-27 08:37:12", "2026-11-27 08:45:00")]
    [InlineData(15, "2026-11-27 08:45:00", "2026-11-27 09:00:00")]
    [InlineData(90, "2026-11-27 22:31:00", "2026-11-28 00:00:00")]
    [InlineData(90, "2026-11-27 08:37:00", "2026-11-27 09:00:00")]
    [InlineData(360, "2026-12-31 18:00:01", "2027-01-01 00:00:00")]
    // 27 November 2026 is a Friday; the next Monday is the 30th.
    [InlineData(10_080, "2026-11-27 08:37:00", "2026-11-30 00:00:00")]
    [InlineData(10_080, "2026-11-30 00:00:00", "2026-12-07 00:00:00")]
    public void The_next_run_is_the_next_of_these_times(int minutes, string now, string next) =>
        Assert.Equal(At(next), TaskInterval.NextRun(TimeSpan.FromMinutes(minutes), At(now), TimeZoneInfo.Utc));

    [Fact]
    public void An_hour_that_is_left_out_in_spring_has_no_run()
    {
        // In Berlin two o'clock of 29 March 2026 does not exist: 01:00 is followed by 03:00, two hours ahead of UTC.
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var after = new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 3, 0, 0, TimeSpan.FromHours(2)), TaskInterval.NextRun(TimeSpan.FromHours(1), after, berlin));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);
}
