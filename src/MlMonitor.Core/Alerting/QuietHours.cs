namespace MlMonitor.Core.Alerting;

/// <summary>Hours of the week in which alerts wait, because nobody wants to be told of them then.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="From">When they begin, on the clock of the zone.</param>
/// <param name="To">When they end; at or before their beginning it is the next day's.</param>
public sealed record QuietHours(string Name, TimeOnly From, TimeOnly To)
{
    /// <summary>The days on which they begin; empty for every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>The zone whose clock they go by.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Which alerts wait. Those that are critical do not, unless it says so.</summary>
    public AlertMatcher Matcher { get; init; } = new() { Severity = [MlSeverity.Warning, MlSeverity.NoData] };

    /// <summary>Whether a time is in them.</summary>
    /// <param name="at">The time.</param>
    /// <returns>Whether it is.</returns>
    public bool Hold(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (From < To)
            return time >= From && time < To && On(local.DayOfWeek);
        // Over midnight: the part before belongs to today, the part after to the night that began yesterday.
        return (time >= From && On(local.DayOfWeek)) || (time < To && On(local.AddDays(-1).DayOfWeek));
    }

    private bool On(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
