using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Files of captured requests in S3. Keys are in the order of time below an endpoint's variant, so that a list begins at the first
/// hour of the window and ends after the last: what lies outside is never asked for.
/// </summary>
internal sealed partial class S3CaptureFolder(S3Location location, S3Reader reader) : ICaptureFolder
{
    /// <summary>From the destination of a capture down to the variant: endpoint, variant, and one to spare.</summary>
    private const int Levels = 3;

    /// <inheritdoc/>
    public IAsyncEnumerable<CaptureFile> FilesAsync(CaptureWindow? window, Action<Problem> failed, CancellationToken cancellationToken) =>
        location.Name.Contains('.', StringComparison.Ordinal) ? FileAsync(window, failed, cancellationToken)
        : window is null || InTime().IsMatch(location.AsFolder.Key) ? BelowAsync(window, failed, cancellationToken)
        : InFolderAsync(location.AsFolder, Levels, window, failed, cancellationToken);

    /// <inheritdoc/>
    public async Task<Problem> WhyEmptyAsync(CancellationToken cancellationToken)
    {
        var newest = await new S3Newest(reader).FindAsync(location, cancellationToken).ConfigureAwait(false);
        return newest.Problem ?? (newest.Value is { } item
            ? CaptureProblems.NoneInWindow(location.ToString(), item.Written)
            : CaptureProblems.NoneAtAll(location.ToString()));
    }

    private async IAsyncEnumerable<CaptureFile> FileAsync(CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = await reader.HeadAsync(location, cancellationToken).ConfigureAwait(false);
        if (head.Value is { } item)
        {
            if (Of(item) is var file && window?.Touches(file) != false)
                yield return file;
        }
        else if (head.IsAbsent)
        {
            // A name with a point may be a folder's all the same.
            await foreach (var below in InFolderAsync(location.AsFolder, Levels, window, failed, cancellationToken).ConfigureAwait(false))
                yield return below;
        }
        else
        {
            failed(head.Problem!);
        }
    }

    private async IAsyncEnumerable<CaptureFile> BelowAsync(CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.ListAsync(location.AsFolder, null, failed, cancellationToken).ConfigureAwait(false))
            if (!item.Location.Key.EndsWith('/') && Of(item) is var file && window?.Touches(file) != false)
                yield return file;
    }

    private async IAsyncEnumerable<CaptureFile> InFolderAsync(
        S3Location folder, int levels, CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<S3Item> items = [];
        List<string> folders = [];
        var isTimed = false;
        await foreach (var page in reader.FolderAsync(folder, failed, cancellationToken).ConfigureAwait(false))
        {
            items.AddRange(page.Items.Where(i => !i.Location.Key.EndsWith('/')));
            foreach (var key in page.Folders)
            {
                isTimed |= Year().IsMatch(key);
                if (!Year().IsMatch(key))
                    folders.Add(key);
            }
        }

        foreach (var item in items)
            yield return Of(item);
        if (isTimed)
            await foreach (var file in HoursAsync(folder, window, failed, cancellationToken).ConfigureAwait(false))
                yield return file;
        foreach (var key in levels > 0 ? folders : [])
            await foreach (var file in InFolderAsync(folder with { Key = key }, levels - 1, window, failed, cancellationToken).ConfigureAwait(false))
                yield return file;
    }

    private async IAsyncEnumerable<CaptureFile> HoursAsync(
        S3Location folder, CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = window is null ? null : folder.Key + window.LastFolder + "/\uFFFF";
        await foreach (var item in reader.ListAsync(folder, window is null ? null : folder.Key + window.FirstFolder, failed, cancellationToken).ConfigureAwait(false))
        {
            if (last is not null && string.CompareOrdinal(item.Location.Key, last) > 0)
                yield break;
            if (Of(item) is { Hour: not null } file && window?.Touches(file) != false)
                yield return file;
        }
    }

    private CaptureFile Of(S3Item item) => new(item.Location.ToString(), item.Size, item.Written, async token =>
    {
        var answer = await reader.OpenAsync(item.Location, token).ConfigureAwait(false);
        return (answer.Value?.ResponseStream, answer.Problem);
    });

    [GeneratedRegex("/[0-9]{4}/$|^[0-9]{4}/$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    /// <summary>A folder of a year, a month, a day or an hour.</summary>
    [GeneratedRegex("(?:^|/)[0-9]{4}(?:/[0-9]{2}){0,3}/$", RegexOptions.CultureInvariant)]
    private static partial Regex InTime();
}
