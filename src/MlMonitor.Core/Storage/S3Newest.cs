using System.Text.RegularExpressions;

namespace MlMonitor.Core.Storage;

/// <summary>
/// Finds the newest object under a prefix that is parted by time, as yyyy/MM/dd/HH, without listing everything: from folder to
/// folder, the latest first.
/// </summary>
internal sealed partial class S3Newest(S3Reader reader)
{
    /// <summary>Folders that are no times, such as those of variants, are all looked into, so many deep.</summary>
    private const int Levels = 3;

    /// <summary>The newest object at a place: the object itself, or the newest below it.</summary>
    /// <param name="location">An object or a folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object; neither object nor problem where there is nothing.</returns>
    public async Task<S3Answer<S3Item>> FindAsync(S3Location location, CancellationToken cancellationToken)
    {
        // A name with a point is a file's: train.csv. One that is not there may be a folder all the same.
        if (location.Name.Contains('.', StringComparison.Ordinal)
            && await reader.HeadAsync(location, cancellationToken).ConfigureAwait(false) is { IsAbsent: false } file)
            return file;
        return await InFolderAsync(location.AsFolder, Levels, cancellationToken).ConfigureAwait(false);
    }

    private async Task<S3Answer<S3Item>> InFolderAsync(S3Location folder, int levels, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        S3Item? newest = null;
        List<string> times = [], others = [];
        await foreach (var page in reader.FolderAsync(folder, p => problem = p, cancellationToken).ConfigureAwait(false))
        {
            // Empty objects that end with a slash are folders, made by a console.
            newest = page.Items.Where(i => !i.Location.Key.EndsWith('/')).Append(newest).MaxBy(i => i?.Written ?? default);
            foreach (var key in page.Folders)
                (Time().IsMatch(key[folder.Key.Length..]) ? times : others).Add(key);
        }

        foreach (var key in times.OrderDescending(StringComparer.Ordinal))
        {
            var found = await InFolderAsync(folder with { Key = key }, levels, cancellationToken).ConfigureAwait(false);
            problem ??= found.Problem;
            newest = Later(newest, found.Value);
            if (found.Value is not null || found.Problem is not null)
                break;
        }

        foreach (var key in levels > 0 ? others : [])
        {
            var found = await InFolderAsync(folder with { Key = key }, levels - 1, cancellationToken).ConfigureAwait(false);
            problem ??= found.Problem;
            newest = Later(newest, found.Value);
        }

        return new(newest, newest is null ? problem : null);
    }

    private static S3Item? Later(S3Item? one, S3Item? other) => one is null || other?.Written > one.Written ? other : one;

    /// <summary>A year, month, day or hour, or a date; also as partitions of tables are called: <c>dt=2026-11-22</c>.</summary>
    [GeneratedRegex("^(?:[A-Za-z_]+=)?[0-9]{2,4}(?:-[0-9]{2}){0,2}/$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
