using MlMonitor.Core.Datasets;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Alerting;

/// <summary>Reads and writes one ledger in S3, each writing on the condition that nobody else has written.</summary>
/// <param name="place">The object.</param>
/// <param name="reader">Reads and writes there.</param>
internal sealed class S3Ledger(S3Location place, S3Reader reader)
{
    private const string ContentType = "application/json";

    /// <summary>The address.</summary>
    public string Place => place.ToString();

    /// <summary>Reads what is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The content and its ETag, neither where there is nothing; or what kept it from being read.</returns>
    public async Task<(byte[]? Content, string? ETag, Problem? Problem)> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await reader.OpenAsync(place, cancellationToken).ConfigureAwait(false);
        if (answer.Value is not { } reply)
            return (null, null, answer.IsAbsent ? null : answer.Problem);
        using (reply)
        {
            try
            {
                using var content = new MemoryStream();
                await reply.ResponseStream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
                return (content.ToArray(), reply.ETag, null);
            }
            catch (Exception e) when (DataFiles.IsReadFailure(e, cancellationToken))
            {
                return (null, null, new Problem(ProblemId.FileNotReadable, new MlMonitorException($"{place} cannot be read: {e.Message}", e), Place, "Try again."));
            }
        }
    }

    /// <summary>Writes, where what is there is still what was read.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="etag">The ETag of what was read; null where nothing was there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new ETag, or what kept it from being written.</returns>
    public async Task<(string? ETag, Problem? Problem)> WriteAsync(LedgerFile file, string? etag, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            var answer = await reader.PutAsync(place, file.ToBytes(), ContentType, etag, etag is null ? "*" : null, cancellationToken).ConfigureAwait(false);
            if (answer.Value is { } reply)
                return (reply.ETag, null);
            if (answer.Problem is not { Id: ProblemId.StateTakenOver })
                return (null, answer.Problem);
            // A try whose answer got lost may have written, and the next one then met its own work.
            var (content, found, problem) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (content is not null && RevisionOf(content) == file.Revision)
                return (found, null);
            // A conflict with one who then did not write either.
            if (!again || problem is not null || found != etag)
                return (null, answer.Problem);
        }
    }

    /// <summary>Puts a damaged ledger aside.</summary>
    /// <param name="content">What is in it.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where to, or what kept it from being put there.</returns>
    public async Task<(string Place, Problem? Problem)> SetAsideAsync(byte[] content, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var aside = place with { Key = LedgerFile.Aside(place.Key, at) };
        return (aside.ToString(), await reader.PutAsync(aside, content, "application/octet-stream", cancellationToken).ConfigureAwait(false));
    }

    private static string? RevisionOf(byte[] content)
    {
        try
        {
            return LedgerFile.Read(content)?.Revision;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
