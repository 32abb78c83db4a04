using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Pipelines;

/// <summary>Cuts a list of runs, newest first, to the window, the statuses and the number asked for, and stops reading there.</summary>
internal static class RunWindow
{
    /// <summary>Enough for a run every five minutes over a month; more is more likely a mistake than a wish.</summary>
    private const int MostRuns = 10_000;

    public static async IAsyncEnumerable<MlPipelineRun> Cut(
        IAsyncEnumerable<MlPipelineRun> runs,
        PipelineRunQuery query,
        string pipeline,
        IMonitorSink sink,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = 0;
        var given = 0;
        await foreach (var run in runs.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (run.Started < query.Window.After)
                yield break;
            if (++read > MostRuns)
            {
                sink.Warn($"Only the newest {MostRuns} runs of {pipeline} were read; the window reaches further. Narrow -After and -Before, or give -First.");
                yield break;
            }

            if (run.Started >= query.Window.Before || !query.Wants(run.Status))
                continue;
            yield return run;
            if (++given == query.First)
                yield break;
        }
    }
}

/// <summary>Projects a stream; the base library of .NET 8 has no such thing for asynchronous ones.</summary>
internal static class AsyncStream
{
    public static async IAsyncEnumerable<TResult> Select<T, TResult>(this IAsyncEnumerable<T> source, Func<T, TResult> project)
    {
        await foreach (var item in source.ConfigureAwait(false))
            yield return project(item);
    }
}
