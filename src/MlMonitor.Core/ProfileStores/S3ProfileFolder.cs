using System.Runtime.CompilerServices;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Stored hours below a prefix of S3.</summary>
/// <param name="location">The prefix.</param>
/// <param name="reader">Reads and writes there.</param>
internal sealed class S3ProfileFolder(S3Location location, S3Reader reader) : IProfileFolder
{
    private const string ContentType = "application/zip";
    private readonly S3Location _folder = location.AsFolder;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> NamesAsync(string folder, string first, string last, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = _folder.Below(folder);
        await foreach (var item in reader.ListAsync(place, place.Key + first, failed, cancellationToken).ConfigureAwait(false))
        {
            if (string.CompareOrdinal(item.Location.Key[place.Key.Length..], last) > 0)
                yield break;
            yield return item.Location.Key[_folder.Key.Length..];
        }
    }

    /// <inheritdoc/>
    public async Task<(byte[]? Content, Problem? Problem)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var place = _folder.Below(name);
        var answer = await reader.OpenAsync(place, cancellationToken).ConfigureAwait(false);
        if (answer.Value is not { } reply)
            return (null, answer.Problem);
        using (reply)
        {
            try
            {
                using var content = new MemoryStream();
                await reply.ResponseStream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
                return (content.ToArray(), null);
            }
            catch (Exception e) when (DataFiles.IsReadFailure(e, cancellationToken))
            {
                return (null, new Problem(ProblemId.FileNotReadable, new MlMonitorException($"{place} cannot be read: {e.Message}", e), place.ToString(), "Try again."));
            }
        }
    }

    /// <inheritdoc/>
    public Task<Problem?> WriteAsync(string name, byte[] content, CancellationToken cancellationToken) =>
        reader.PutAsync(_folder.Below(name), content, ContentType, cancellationToken);
}
