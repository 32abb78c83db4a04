using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads pipelines of every engine, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class PipelineMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the status of each pipeline that matches, as it is read.</summary>
    /// <param name="query">Which pipelines, and how much of them.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The statuses; those of one engine in one region come in the order AWS lists them.</returns>
    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statuses = ReadAsync(query, sink, (reader, chosen, missing, token) => reader.ReadStatusAsync(chosen, missing, token), cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
            if (query.Wants(status.Status))
                yield return status;
    }

    /// <summary>Gives the executions of each pipeline that matches, as they are read, each pipeline's newest first.</summary>
    /// <param name="query">Which executions, and how much of them.</param>
    /// <param name="sink">Hears of what could not be read, and where a list was cut.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The executions.</returns>
    public IAsyncEnumerable<MlPipelineRun> ReadRunsAsync(PipelineRunQuery query, IMonitorSink sink, CancellationToken cancellationToken) =>
        ReadAsync(query, sink, (reader, chosen, missing, token) => reader.ReadRunsAsync(chosen, missing, token), cancellationToken);

    private async IAsyncEnumerable<T> ReadAsync<TSelection, T>(
        TSelection selection,
        IMonitorSink sink,
        Func<IPipelineReader, TSelection, Action<string, Problem>, CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TSelection : PipelineSelection
    {
        var readers = connections.SelectMany(connection => Readers(new AwsCaller(connection, sink), selection)).ToList();
        var absent = new AbsentNames(readers.Count);
        var results = FanOut.MergeAsync(readers, ReadOneAsync, cancellationToken);
        await foreach (var result in results.ConfigureAwait(false))
            yield return result;
        absent.Report(sink);

        async IAsyncEnumerable<T> ReadOneAsync((MlPipelineSource Source, IPipelineReader Reader, PipelineTags? Tags) place, [EnumeratorCancellation] CancellationToken token)
        {
            var chosen = place.Tags is null ? selection : (TSelection?)selection.Among(await place.Tags.NamesAsync(place.Source, token).ConfigureAwait(false), place.Source);
            if (chosen is null)
                yield break;
            await foreach (var result in read(place.Reader, chosen, place.Tags is null ? absent.Add : Missing, token).ConfigureAwait(false))
                yield return result;
        }

        // Tags of what is deleted are told for a while: only what was named can be missing.
        void Missing(string name, Problem problem)
        {
            if (selection.Names.Contains(name))
                absent.Add(name, problem);
        }
    }

    private IEnumerable<(MlPipelineSource Source, IPipelineReader Reader, PipelineTags? Tags)> Readers(AwsCaller caller, PipelineSelection selection)
    {
        var tags = selection.Tags.Count == 0 ? null : new PipelineTags(caller, selection);
        if (selection.Wants(MlPipelineSource.CodePipeline))
            yield return (MlPipelineSource.CodePipeline, new CodePipelineReader(caller, clock), tags);
        if (selection.Wants(MlPipelineSource.StepFunctions))
            yield return (MlPipelineSource.StepFunctions, new StepFunctionsReader(caller, clock), tags);
        if (selection.Wants(MlPipelineSource.SageMakerPipeline))
            yield return (MlPipelineSource.SageMakerPipeline, new SageMakerPipelineReader(caller, clock), tags);
    }
}
