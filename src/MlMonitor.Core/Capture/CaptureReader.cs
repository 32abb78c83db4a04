using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>Reads captured requests of an endpoint: file by file, several at once, from S3 or this machine.</summary>
public static class CaptureReader
{
    /// <summary>Reads the rows of a window into receivers, one for each worker.</summary>
    /// <param name="source">Where the files lie.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="map">How the columns are called.</param>
    /// <param name="receiverFactory">Makes the receiver of a worker; each is called by one thread at a time. Together they get every row once.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is, in megabytes.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was read. What kept everything from being read is in it, and was not reported.</returns>
    public static async Task<CaptureSummary> ReadAsync(
        CaptureSource source, MlWindow? window, ColumnMap map, Func<IRowReceiver> receiverFactory, IMonitorSink sink, CaptureOptions? options, CancellationToken cancellationToken)
    {
        options ??= new CaptureOptions();
        var session = new CaptureSession(source, window, options, sink);
        var layout = new ColumnLayout(map);
        var workers = Enumerable.Range(0, Math.Max(1, options.Workers))
            .Select(_ => new RowWorker(new CaptureRows(map, layout), receiverFactory(), session.Window, options)).ToList();
        try
        {
            using var vote = new ColumnVote(session, map, layout, options);
            await CaptureFanOut.ReadAsync(session, vote.UnitsAsync(cancellationToken), workers, cancellationToken).ConfigureAwait(false);
            return await session.SummaryAsync(workers, [.. workers.SelectMany(w => w.OutputColumns).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Reads the records of a window as objects, in the order of files and lines.</summary>
    /// <param name="source">Where the files lie.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="map">How the columns are called.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is, in megabytes.</param>
    /// <param name="ended">Hears at the end what was read; not where it ends before, with the first so many.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The records. One whose values do not fit the columns comes without rows, and says why.</returns>
    public static async IAsyncEnumerable<MlCaptureRecord> RecordsAsync(
        CaptureSource source, MlWindow? window, ColumnMap map, IMonitorSink sink, Action<CaptureSummary> ended, CaptureOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options ??= new CaptureOptions();
        // In order, so in whole: the parts of a file do not know their line numbers before the end.
        var session = new CaptureSession(source, window, options with { PartBytes = long.MaxValue }, sink);
        var given = 0;
        var layout = new ColumnLayout(map);
        using var vote = new ColumnVote(session, map, layout, options);
        using var worker = new RecordWorker(new CaptureRows(map, layout), session.Window, options);
        await foreach (var unit in vote.UnitsAsync(cancellationToken).ConfigureAwait(false))
            await foreach (var _ in session.ReadAsync(worker, unit, cancellationToken).ConfigureAwait(false))
                while (worker.Records.TryDequeue(out var record))
                {
                    yield return record;
                    if (++given == options.First)
                        yield break;
                }

        ended(await session.SummaryAsync([worker], [], cancellationToken).ConfigureAwait(false));
    }
}
