using System.Runtime.CompilerServices;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Stored hours in a folder of this machine.</summary>
/// <param name="path">The folder; made when something is first written.</param>
internal sealed class LocalProfileFolder(string path) : IProfileFolder
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> NamesAsync(string folder, string first, string last, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = PathOf(folder);
        string[] names = [];
        try
        {
            if (Directory.Exists(place))
                names = [.. Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(place, file).Replace('\\', '/'))
                    .Where(name => string.CompareOrdinal(name, first) >= 0 && string.CompareOrdinal(name, last) <= 0)
                    .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed(Unreadable(place, e));
        }

        foreach (var name in names)
            yield return folder + name;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<(byte[]? Content, Problem? Problem)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllBytesAsync(PathOf(name), cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Unreadable(PathOf(name), e));
        }
    }

    /// <inheritdoc/>
    public async Task<Problem?> WriteAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        var place = PathOf(name);
        string? temporary = null;
        try
        {
            var folder = Path.GetDirectoryName(place)!;
            Directory.CreateDirectory(folder);
            temporary = Path.Combine(folder, $".{Path.GetFileName(place)}.{Path.GetRandomFileName()}");
            await File.WriteAllBytesAsync(temporary, content, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, place, overwrite: true);
            temporary = null;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Problem(ProblemId.FileNotWritten, new MlMonitorException($"{place} cannot be written: {e.Message}", e), place, "Give a -ProfileStore that you may write to.");
        }
        finally
        {
            if (temporary is not null)
                File.Delete(temporary);
        }
    }

    private static Problem Unreadable(string place, Exception e) => new(e is UnauthorizedAccessException ? ProblemId.AccessDenied : ProblemId.FileNotReadable,
        new MlMonitorException($"{place} cannot be read: {e.Message}", e), place, "Give a -ProfileStore that you may read.");

    private string PathOf(string name) => Path.Combine(path, name.Replace('/', Path.DirectorySeparatorChar));
}
