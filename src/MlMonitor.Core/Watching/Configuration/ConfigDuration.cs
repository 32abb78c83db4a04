using System.Globalization;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Reads spans of time as people write them: <c>15m</c>, <c>4h</c>, <c>1d</c>, or as .NET does: <c>1.04:30:00</c>.</summary>
public static partial class ConfigDuration
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

    /// <summary>What somebody meant who wrote a span of time in another way.</summary>
    /// <param name="given">What was written.</param>
    /// <returns>"Write X."; null where nothing comes to mind.</returns>
    public static string? Suggest(object? given)
    {
        var text = Convert.ToString(given, CultureInfo.InvariantCulture)?.Trim() ?? "";
        if (Words().Match(text) is { Success: true } words)
            return Write(words.Groups[2].Value[0], int.Parse(words.Groups[1].Value, CultureInfo.InvariantCulture));
        if (Number().IsMatch(text))
            return $"Write {text}s, {text}m or {text}h.";
        return text.ToUpperInvariant() switch
        {
            "HOURLY" or "HOUR" => "Write 1h.",
            "DAILY" or "DAY" or "NIGHTLY" => "Write 1d.",
            "WEEKLY" or "WEEK" => "Write 7d.",
            "ALWAYS" or "EVERY RUN" or "EACH RUN" => "Write Run.",
            ['P', .. var iso] when Iso().Match(iso) is { Success: true } period => Write(period.Groups[2].Value[0], int.Parse(period.Groups[1].Value, CultureInfo.InvariantCulture)),
            _ => null,
        };

        static string Write(char unit, int count) => char.ToUpperInvariant(unit) == 'W' ? $"Write {count * 7}d." : $"Write {count}{char.ToLowerInvariant(unit)}.";
    }

    /// <summary>What somebody meant who wrote a time of day in another way.</summary>
    /// <param name="given">What was written.</param>
    /// <returns>"Write X."; null where nothing comes to mind.</returns>
    public static string? SuggestHour(object? given) => given switch
    {
        int hour and >= 0 and < 24 => $"Write {hour:00}:00.",
        "24:00" => "Write 00:00.",
        string text when TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) => $"Write {time:HH\\:mm}.",
        _ => null,
    };

    [GeneratedRegex(@"^([0-9]{1,5})\s*(s|sec|secs|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\.?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"^[0-9]{1,5}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^T?([0-9]{1,5})([SMHDW])\z")]
    private static partial Regex Iso();
}
