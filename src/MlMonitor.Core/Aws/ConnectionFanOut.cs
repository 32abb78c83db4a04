using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MlMonitor.Core.Aws;

/// <summary>Reads the same thing through many connections side by side.</summary>
public static class ConnectionFanOut
{
    /// <summary>Enough to keep readers busy while the pipeline writes, and no more: results are not to pile up in memory.</summary>
    private const int Buffered = 64;

    /// <summary>Merges what the connections give, as it comes.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="connections">The connections.</param>
    /// <param name="read">Reads through one of them; reports its own problems and throws only what is ours.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The merged results; those of one connection keep their order.</returns>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IReadOnlyList<AwsConnection> connections,
        Func<AwsConnection, CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(Buffered);
        var readers = Task.WhenAll(connections.Select(connection => Task.Run(() => PumpAsync(connection), CancellationToken.None)));
        var closing = readers.ContinueWith(done => channel.Writer.Complete(done.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await closing.ConfigureAwait(false);
        }

        async Task PumpAsync(AwsConnection connection)
        {
            await foreach (var item in read(connection, stop.Token).ConfigureAwait(false))
                await channel.Writer.WriteAsync(item, stop.Token).ConfigureAwait(false);
        }
    }
}
