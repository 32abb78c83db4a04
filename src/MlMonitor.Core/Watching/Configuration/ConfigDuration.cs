using System.Globalization;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Reads spans of time as people write them: <c>15m</c>, <c>4h</c>, <c>1d</c>, or as .NET does: <c>1.04:30:00</c>.</summary>
public static class ConfigDuration
{
    /// <summary>What a span of time looks like.</summary>
    public const string Form = "Write a span of time such as 15m, 4h, 1d or 04:00:00.";

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The span; null where it is none. None is negative.</returns>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        // A bare number would be days to .NET and seconds to most people.
        if (unit is { } one)
            return int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36_600 ? one * count : null;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
    }
}
