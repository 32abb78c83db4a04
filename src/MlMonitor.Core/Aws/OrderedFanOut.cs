using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Aws;

/// <summary>Runs one call for each of many things, several at a time, and gives the results in the order of the things.</summary>
public static class OrderedFanOut
{
    /// <summary>The same for things that are all known beforehand.</summary>
    /// <typeparam name="TSource">The things.</typeparam>
    /// <typeparam name="TResult">What a call gives.</typeparam>
    /// <param name="source">The things.</param>
    /// <param name="width">How many calls may be under way at once.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The results, in the order of the things.</returns>
    public static IAsyncEnumerable<TResult> SelectAsync<TSource, TResult>(
        IReadOnlyList<TSource> source, int width, Func<TSource, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        return SelectAsync(EachAsync(), width, call, cancellationToken);

        async IAsyncEnumerable<TSource> EachAsync()
        {
            foreach (var item in source)
                yield return item;
            await Task.CompletedTask.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Keeps a bounded number of calls under way and yields each result as soon as it and all before it are there, so that
    /// output is stable and begins at once.
    /// </summary>
    /// <typeparam name="TSource">The things.</typeparam>
    /// <typeparam name="TResult">What a call gives.</typeparam>
    /// <param name="source">The things, read only as far ahead as calls are under way.</param>
    /// <param name="width">How many calls may be under way at once.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The results, in the order of the things.</returns>
    public static async IAsyncEnumerable<TResult> SelectAsync<TSource, TResult>(
        IAsyncEnumerable<TSource> source,
        int width,
        Func<TSource, CancellationToken, Task<TResult>> call,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<TResult>>();
        var items = source.GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        var more = true;
        try
        {
            while (true)
            {
                if (more && underWay.Count < width)
                    next ??= items.MoveNextAsync().AsTask();
                // A result that is there does not wait for a list that is slow to go on.
                if (underWay.TryPeek(out var first)
                    && (next is null || first.IsCompleted || await Task.WhenAny(first, next).ConfigureAwait(false) == first))
                {
                    yield return await underWay.Dequeue().ConfigureAwait(false);
                    continue;
                }

                if (next is null)
                    break;
                more = await next.ConfigureAwait(false);
                next = null;
                if (more)
                    underWay.Enqueue(call(items.Current, stop.Token));
            }
        }
        finally
        {
            // Somebody stopped listening, or a call threw: end the others, and do not leave their exceptions unobserved.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll([.. underWay, next ?? Task.CompletedTask]).ContinueWith(
                static done => _ = done.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).ConfigureAwait(false);
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }
}
