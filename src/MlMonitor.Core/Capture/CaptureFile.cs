using System.Globalization;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Capture;

/// <summary>A file of captured requests.</summary>
/// <param name="Name">Its path or address.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Written">When it was written last (UTC).</param>
/// <param name="OpenAsync">Opens it; where it cannot be, there is a problem instead.</param>
internal sealed partial record CaptureFile(string Name, long Size, DateTimeOffset Written, Func<CancellationToken, Task<(Stream? Stream, Problem? Problem)>> OpenAsync)
{
    /// <summary>Whether a part of it can be opened by itself.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The hour of its folder (UTC): when it was begun; null where it does not lie in the folder of an hour.</summary>
    public DateTimeOffset? Hour { get; } = HourOf(Name);

    /// <summary>The endpoint and the variant that the folders above that of the year are called by; null where there are none.</summary>
    public (string Endpoint, string Variant)? Origin => InHour().Match(Name.Replace('\\', '/')) is { Success: true } m && m.Groups["endpoint"].Success
        ? (m.Groups["endpoint"].Value, m.Groups["variant"].Value) : null;

    /// <summary>The path of the folder that the year's lies in: that of a variant; null where it does not lie in the folder of an hour.</summary>
    public string? Root => Hour is null ? null : Name[..LastSlash(Name, 5)];

    /// <summary>The hour in the path of a file; null where there is none.</summary>
    public static DateTimeOffset? HourOf(string name) =>
        InHour().Match(name.Replace('\\', '/')) is { Success: true } m
        && DateTimeOffset.TryParseExact(m.Groups["hour"].Value, "yyyy/MM/dd/HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour)
            ? hour : null;

    private static int LastSlash(string name, int count)
    {
        var at = name.Length;
        for (var i = 0; i < count && at > 0; i++)
            at = name.LastIndexOfAny(['/', '\\'], at - 1);
        return Math.Max(0, at);
    }

    [GeneratedRegex("(?:(?<endpoint>[^/]+)/(?<variant>[^/]+)/|^|/)(?<hour>[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{2})/[^/]+$", RegexOptions.CultureInvariant)]
    private static partial Regex InHour();
}
