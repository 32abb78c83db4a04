using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MlMonitor.Core.Aws;

/// <summary>Reads from many places side by side: regions, identities, engines.</summary>
public static class FanOut
{
    /// <summary>Enough to keep readers busy while the pipeline writes, and no more: results are not to pile up in memory.</summary>
    private const int Buffered = 64;

    /// <summary>Merges what the places give, as it comes.</summary>
    /// <typeparam name="TPlace">The places.</typeparam>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="places">The places.</param>
    /// <param name="read">Reads through one of them; reports its own problems and throws only what is ours.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The merged results; those of one place keep their order.</returns>
    public static async IAsyncEnumerable<T> MergeAsync<TPlace, T>(
        IReadOnlyList<TPlace> places,
        Func<TPlace, CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(Buffered);
        var readers = Task.WhenAll(places.Select(place => Task.Run(() => PumpAsync(place), CancellationToken.None)));
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

        async Task PumpAsync(TPlace place)
        {
            await foreach (var item in read(place, stop.Token).ConfigureAwait(false))
                await channel.Writer.WriteAsync(item, stop.Token).ConfigureAwait(false);
        }
    }
}
