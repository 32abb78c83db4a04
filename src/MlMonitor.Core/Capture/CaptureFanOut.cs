using System.Threading.Channels;

namespace MlMonitor.Core.Capture;

/// <summary>Reads the files of a session with several workers at once, each file, or part of one, by one of them.</summary>
internal static class CaptureFanOut
{
    /// <summary>Reads all there is. The workers are not disposed of.</summary>
    /// <param name="session">What is read.</param>
    /// <param name="workers">Who reads it.</param>
    /// <param name="layout">How many columns there are: the first file settles it, and the other workers begin then.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(CaptureSession session, IReadOnlyList<CaptureWorker> workers, ColumnLayout layout, CancellationToken cancellationToken)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = Channel.CreateBounded<CaptureUnit>(workers.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = workers.Select((worker, number) => Task.Run(() => WorkAsync(worker, number), CancellationToken.None)).ToList();
        try
        {
            await FeedAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            settled.TrySetResult();
            channel.Writer.TryComplete();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (channel.Reader.TryRead(out var left))
                await left.Content.Stream.DisposeAsync().ConfigureAwait(false);
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

        async Task WorkAsync(CaptureWorker worker, int number)
        {
            try
            {
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
}
