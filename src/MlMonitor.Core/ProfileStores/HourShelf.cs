using System.Globalization;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.ProfileStores;

/// <summary>
/// The stored hours of one variant: <c>endpoint/variant/yyyy/MM/dd/HH-key.mlhour</c>. Once the store has failed, it is told, and nothing
/// is asked of it any more: profiles can be had without.
/// </summary>
/// <param name="folder">The store.</param>
/// <param name="storeName">What to call it.</param>
/// <param name="endpoint">The endpoint, as the folders tell.</param>
/// <param name="variant">The variant, as the folders tell.</param>
/// <param name="key">What the hours are made of and how.</param>
/// <param name="sink">Hears of what is wrong.</param>
internal sealed partial class HourShelf(IProfileFolder folder, string storeName, string endpoint, string variant, string key, IMonitorSink sink)
{
    // Sixteen of the digits tell recipes apart; the whole key is in the file.
    private const int Digits = 16;
    private const string Hours = "yyyy/MM/dd/HH";
    private int _failed;

    /// <summary>The hours that are kept.</summary>
    /// <param name="first">The first that is wanted; null for all.</param>
    /// <param name="last">The last that is wanted; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HashSet<DateTimeOffset>> HoursAsync(DateTimeOffset? first, DateTimeOffset? last, CancellationToken cancellationToken)
    {
        var hours = new HashSet<DateTimeOffset>();
        var (from, to) = (first is { } f ? Text(f) : "", last is { } l ? Text(l) + "\uFFFF" : "\uFFFF");
        await foreach (var name in folder.NamesAsync(Place, from, to, Fail, cancellationToken).ConfigureAwait(false))
            if (name.EndsWith(Ending, StringComparison.Ordinal)
                && DateTimeOffset.TryParseExact(name[Place.Length..^Ending.Length], Hours, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour))
                hours.Add(hour);
        return hours;
    }

    /// <summary>Reads an hour.</summary>
    /// <returns>The hour; null where it cannot be read, or is not what it should be, which has then been told.</returns>
    public async Task<StoredHour?> ReadAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _failed) != 0)
            return null;
        var (content, problem) = await folder.ReadAsync(NameOf(hour), cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            if (problem is not null)
                Fail(problem);
            return null;
        }

        try
        {
            var stored = StoredHourFile.Read(content, $"{storeName.TrimEnd('/')}/{NameOf(hour)}");
            if (stored.Key == key && stored.Hour == hour)
                return stored;
            sink.Warn($"{storeName.TrimEnd('/')}/{NameOf(hour)} is of another hour or made otherwise, and is made anew.");
        }
        catch (MlMonitorException e)
        {
            sink.Warn($"{e.Message.TrimEnd('.')}. The hour is profiled anew.");
        }

        return null;
    }

    /// <summary>Keeps an hour.</summary>
    public async Task WriteAsync(StoredHour hour, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _failed) == 0 && await folder.WriteAsync(NameOf(hour.Hour), StoredHourFile.Write(hour), cancellationToken).ConfigureAwait(false) is { } problem)
            Fail(problem);
    }

    private string Place => $"{Safe(endpoint)}/{Safe(variant)}/";

    private string Ending => $"-{key[..Digits]}.mlhour";

    private string NameOf(DateTimeOffset hour) => Place + Text(hour) + Ending;

    private void Fail(Problem problem)
    {
        if (Interlocked.Exchange(ref _failed, 1) == 0)
            sink.Report(problem with { RecommendedAction = $"{problem.RecommendedAction} Until then every hour is read from the capture." });
    }

    private static string Text(DateTimeOffset hour) => hour.UtcDateTime.ToString(Hours, CultureInfo.InvariantCulture);

    // Names of SageMaker are letters, digits and hyphens; folders of a disk may be called anything.
    private static string Safe(string name) => Unsafe().Replace(name, "_") is var safe && safe.Trim('.').Length > 0 ? safe : "_";

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}
