using System.Runtime.CompilerServices;
using System.Threading.Channels;
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
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = Channel.CreateBounded<CaptureUnit>(Math.Max(1, options.Workers));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Math.Max(1, options.Workers))
            .Select(_ => new RowWorker(new CaptureRows(map, layout), receiverFactory(), session.Window, options)).ToList();
        var tasks = workers.Select((worker, number) => Task.Run(() => WorkAsync(worker, number), CancellationToken.None)).ToList();
        try
        {
            await FeedAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(false);
            return await session.SummaryAsync(workers, [.. workers.SelectMany(w => w.OutputColumns).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            settled.TrySetResult();
            channel.Writer.TryComplete();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (channel.Reader.TryRead(out var left))
                await left.Content.Stream.DisposeAsync().ConfigureAwait(false);
            workers.ForEach(w => w.Dispose());
        }

        async Task FeedAsync()
        {
            try
            {
                await foreach (var unit in session.Units.OpenAsync(stop.Token).ConfigureAwait(false))
                    await channel.Writer.WriteAsync(unit, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A worker failed: its own exception says why.
            }

            channel.Writer.TryComplete();
        }

        async Task WorkAsync(RowWorker worker, int number)
        {
            try
            {
                // The first file settles how many columns there are; the other workers begin then.
                if (number > 0)
                    await settled.Task.WaitAsync(stop.Token).ConfigureAwait(false);
                await foreach (var unit in channel.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                {
                    await foreach (var _ in session.ReadAsync(worker, unit, stop.Token).ConfigureAwait(false))
                        if (layout.IsSettled)
                            settled.TrySetResult();
                    settled.TrySetResult();
                }
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
            finally
            {
                settled.TrySetResult();
            }
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
        using var worker = new RecordWorker(new CaptureRows(map, new ColumnLayout(map)), session.Window, options);
        await foreach (var unit in session.Units.OpenAsync(cancellationToken).ConfigureAwait(false))
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
