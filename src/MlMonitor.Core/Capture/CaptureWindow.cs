using System.Globalization;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Which files a window touches, and which records are in it. A file is begun in the hour of its folder and may hold records of
/// the next one, or of the one before; so an hour more is read on either side, and of the hour before only what was written on.
/// </summary>
internal sealed class CaptureWindow(MlWindow window)
{
    private const string Folders = "yyyy/MM/dd/HH";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly DateTimeOffset _first = HourOf(window.After);
    private readonly DateTimeOffset _last = HourOf(window.Before - TimeSpan.FromTicks(1));

    /// <summary>The folder of the first hour that may hold records, as <c>2026/11/22/09</c>.</summary>
    public string FirstFolder => Text(_first - Hour);

    /// <summary>The folder of the last hour that may.</summary>
    public string LastFolder => Text(_last + Hour);

    /// <summary>Whether a file may hold records of the window.</summary>
    public bool Touches(CaptureFile file) => file.Hour is not { } hour
        || (hour >= _first - Hour && hour <= _last + Hour && (hour >= _first || file.Written >= window.After));

    /// <summary>Whether a record is in the window; one without a time goes by the folder of its file.</summary>
    public bool Holds(DateTimeOffset? time, CaptureFile file) => time is { } at
        ? at >= window.After && at < window.Before
        : file.Hour is not { } hour || (hour >= _first && hour <= _last);

    /// <summary>The ends of the calendar have no hour before or after them.</summary>
    private static DateTimeOffset HourOf(DateTimeOffset time)
    {
        var ticks = Math.Clamp(time.UtcTicks, DateTimeOffset.MinValue.Ticks + Hour.Ticks, DateTimeOffset.MaxValue.Ticks - (2 * Hour.Ticks));
        return new(ticks - (ticks % Hour.Ticks), TimeSpan.Zero);
    }

    private static string Text(DateTimeOffset hour) => hour.UtcDateTime.ToString(Folders, CultureInfo.InvariantCulture);
}
