using System.Threading.Channels;

namespace MlMonitor.Core.Capture;

/// <summary>Reads the files of a session with several workers at once, each file, or part of one, by one of them.</summary>
internal static class CaptureFanOut
{
    /// <summary>Reads all there is. The workers are not disposed of.</summary>
    /// <param name="session">What is read.</param>
    /// <param name="units">Its files, and parts of files.</param>
    /// <param name="workers">Who reads it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(CaptureSession session, IAsyncEnumerable<CaptureUnit> units, IReadOnlyList<CaptureWorker> workers, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<CaptureUnit>(workers.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = workers.Select(worker => Task.Run(() => WorkAsync(worker), CancellationToken.None)).ToList();
        try
        {
            await FeedAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            channel.Writer.TryComplete();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (channel.Reader.TryRead(out var left))
                await left.Content.Stream.DisposeAsync().ConfigureAwait(false);
        }

        async Task FeedAsync()
        {
            try
            {
                await foreach (var unit in units.WithCancellation(stop.Token).ConfigureAwait(false))
                    await channel.Writer.WriteAsync(unit, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A worker failed: its own exception says why.
            }

            channel.Writer.TryComplete();
        }

        async Task WorkAsync(CaptureWorker worker)
        {
            try
            {
                await foreach (var unit in channel.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                    await foreach (var _ in session.ReadAsync(worker, unit, stop.Token).ConfigureAwait(false))
                    {
                    }
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
