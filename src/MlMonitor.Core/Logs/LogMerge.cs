using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Logs;

/// <summary>Merges the streams of a log in the order of time; of equal times the stream's name decides, then the place in the stream.</summary>
internal static class LogMerge
{
    private const int PagesAtOnce = 4;

    /// <summary>
    /// Gives what the streams hold from where they stand to their ends, holding one page of each. Where one cannot be read on for
    /// now it ends: lines of the others that may be later wait for the next look.
    /// </summary>
    public static async IAsyncEnumerable<(LogStreamCursor Stream, OutputLogEvent Event)> ForwardAsync(
        IEnumerable<LogStreamCursor> streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ordered = streams.OrderBy(s => s.Stream, StringComparer.Ordinal).ToList();
        var heads = new PriorityQueue<int, (DateTime? Time, int Stream)>();
        var filled = OrderedFanOut.SelectAsync(ordered, PagesAtOnce, (s, token) => s.FillAsync(token), cancellationToken);
        var index = 0;
        await foreach (var has in filled.ConfigureAwait(false))
            Put(index++, has);

        while (!ordered.Exists(s => s.IsHeldUp) && heads.TryDequeue(out var i, out _))
        {
            yield return (ordered[i], ordered[i].Take());
            Put(i, await ordered[i].FillAsync(cancellationToken).ConfigureAwait(false));
        }

        void Put(int i, bool has)
        {
            if (has)
                heads.Enqueue(i, (ordered[i].Next.Timestamp, i));
        }
    }

    /// <summary>Gives the last of what the streams hold.</summary>
    public static async Task<IReadOnlyList<(LogStreamCursor Stream, OutputLogEvent Event)>> LastAsync(
        IEnumerable<LogStreamCursor> streams, int count, Func<OutputLogEvent, bool> wants, bool wantsAll, CancellationToken cancellationToken)
    {
        var all = new List<(LogStreamCursor Stream, OutputLogEvent Event)>();
        var ordered = streams.OrderBy(s => s.Stream, StringComparer.Ordinal).ToList();
        var read = OrderedFanOut.SelectAsync(
            ordered, PagesAtOnce, async (s, token) => (Stream: s, Events: await s.LastAsync(count, wants, wantsAll, token).ConfigureAwait(false)), cancellationToken);
        await foreach (var (stream, events) in read.ConfigureAwait(false))
            all.AddRange(events.Select(e => (stream, e)));
        // The sort is stable: streams keep their order, and lines theirs within a stream.
        return [.. all.OrderBy(a => a.Event.Timestamp).TakeLast(count)];
    }
}
