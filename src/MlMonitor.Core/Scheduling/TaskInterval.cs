using System.Globalization;

namespace MlMonitor.Core.Scheduling;

/// <summary>
/// How often, as the clock goes: cron and the calendar timers of systemd start things at times of the day, so an interval has to divide
/// the day. One that does not would have a gap of another length at midnight, or in cron, whose minutes begin anew each hour, at each hour.
/// </summary>
public static class TaskInterval
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;
    private const int Week = 7 * Day;

    /// <summary>The longest that the Task Scheduler repeats after, 31 days (Task Scheduler schema, element Interval of repetitionType).</summary>
    private const int LongestRepetition = 31 * Day;

    /// <summary>Why a kind of task cannot run so often; null where it can.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="every">How often.</param>
    /// <returns>The reason and what to do instead.</returns>
    public static (string Why, string Instead)? WhyNot(MlTaskKind kind, TimeSpan every)
    {
        var minutes = (int)Math.Min(every.TotalMinutes, int.MaxValue);
        if (every < TimeSpan.FromMinutes(1) || every != TimeSpan.FromMinutes(minutes))
            return ($"{Said(every)} is not a whole number of minutes, at least one.", $"Give {Near(kind, minutes)}.");
        if (IsPossible(kind, minutes))
            return null;
        var why = kind switch
        {
            MlTaskKind.Cron => $"cron cannot start something every {Said(every)}: its minutes begin anew with each hour, and its hours with each day.",
            MlTaskKind.Systemd => $"A timer that goes by the clock cannot start something every {Said(every)}: that does not divide the day.",
            _ => $"The Task Scheduler repeats after a minute to 31 days, and not after {Said(every)}.",
        };
        var other = kind == MlTaskKind.Cron && IsPossible(MlTaskKind.Systemd, minutes) ? $", or -Kind {MlTaskKind.Systemd}, which can" : "";
        return (why, $"Give {Near(kind, minutes)}{other}. The configuration can have a watch of its own interval run less often, with Every.");
    }

    /// <summary>The minutes of a day at which something starts, from midnight.</summary>
    /// <param name="every">How often; it has to divide a day or be whole days.</param>
    /// <returns>The minutes, ascending.</returns>
    public static IEnumerable<int> Minutes(TimeSpan every)
    {
        var step = Math.Min((int)every.TotalMinutes, Day);
        for (var minute = 0; minute < Day; minute += step)
            yield return minute;
    }

    /// <summary>The five fields of a line of crontab.</summary>
    /// <param name="every">How often.</param>
    /// <returns>The fields, such as <c>*/15 * * * *</c>.</returns>
    public static string CronFields(TimeSpan every) => (int)every.TotalMinutes switch
    {
        1 => "* * * * *",
        < Hour and var minutes => $"*/{minutes} * * * *",
        Hour => "0 * * * *",
        < Day and var minutes => $"0 */{minutes / Hour} * * *",
        Week => "0 0 * * 1",
        _ => "0 0 * * *",
    };

    /// <summary>The calendar of a timer of systemd: a line for each minute of the hour, with the hours that have it.</summary>
    /// <param name="every">How often.</param>
    /// <returns>Calendar events of systemd.time(7), such as <c>*-*-* *:00/15:00</c>.</returns>
    public static IEnumerable<string> Calendar(TimeSpan every) => (int)every.TotalMinutes switch
    {
        < Hour and var minutes when Hour % minutes == 0 => [$"*-*-* *:00/{minutes:00}:00"],
        Week => ["Mon *-*-* 00:00:00"],
        _ => Minutes(every).GroupBy(minute => minute % Hour).OrderBy(same => same.Key)
            .Select(same => $"*-*-* {string.Join(',', same.Select(minute => (minute / Hour).ToString("00", CultureInfo.InvariantCulture)))}:{same.Key:00}:00"),
    };

    /// <summary>When something is first due.</summary>
    /// <param name="every">How often.</param>
    /// <param name="now">The time, in the zone that the schedule goes by.</param>
    /// <param name="zone">That zone.</param>
    /// <returns>The time, after now.</returns>
    public static DateTimeOffset NextRun(TimeSpan every, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        for (var date = local.Date; ; date = date.AddDays(1))
        {
            if (every == TimeSpan.FromDays(7) && date.DayOfWeek != DayOfWeek.Monday)
                continue;
            // An hour that is left out in spring has no time of its own.
            foreach (var time in Minutes(every).Select(minute => date.AddMinutes(minute)).Where(time => time > local && !zone.IsInvalidTime(time)))
                return new DateTimeOffset(time, zone.GetUtcOffset(time));
        }
    }

    private static bool IsPossible(MlTaskKind kind, int minutes) => kind switch
    {
        MlTaskKind.Cron => minutes is > 0 and < Hour && Hour % minutes == 0 || minutes is >= Hour and < Day && minutes % Hour == 0 && 24 % (minutes / Hour) == 0 || minutes is Day or Week,
        MlTaskKind.Systemd => minutes is > 0 and <= Day && Day % minutes == 0 || minutes == Week,
        _ => minutes is > 0 and <= LongestRepetition,
    };

    // The nearest there is on either side.
    private static string Near(MlTaskKind kind, int minutes)
    {
        var (top, wanted) = (kind == MlTaskKind.ScheduledTask ? LongestRepetition : Week, minutes);
        var below = Enumerable.Range(1, Math.Clamp(wanted, 1, top)).LastOrDefault(m => IsPossible(kind, m) && m <= wanted);
        var above = wanted >= top ? 0 : Enumerable.Range(Math.Max(1, wanted + 1), top - Math.Max(0, wanted)).FirstOrDefault(m => IsPossible(kind, m));
        return string.Join(" or ", new[] { below, above }.Where(m => m > 0).Select(m => Said(TimeSpan.FromMinutes(m))));
    }

    private static string Said(TimeSpan span) => span.Ticks % TimeSpan.TicksPerDay == 0 && span > TimeSpan.Zero ? $"{span.TotalDays:0}d"
        : span.Ticks % TimeSpan.TicksPerHour == 0 && span > TimeSpan.Zero ? $"{span.TotalHours:0}h"
        : span.Ticks % TimeSpan.TicksPerMinute == 0 && span > TimeSpan.Zero ? $"{span.TotalMinutes:0}m" : span.ToString("c", CultureInfo.InvariantCulture);
}
