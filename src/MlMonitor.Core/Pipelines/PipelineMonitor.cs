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
        var statuses = ReadAsync(query, sink, (reader, missing, token) => reader.ReadStatusAsync(query, missing, token), cancellationToken);
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
        ReadAsync(query, sink, (reader, missing, token) => reader.ReadRunsAsync(query, missing, token), cancellationToken);

    private async IAsyncEnumerable<T> ReadAsync<T>(
        PipelineSelection selection,
        IMonitorSink sink,
        Func<IPipelineReader, Action<string, Problem>, CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readers = connections.SelectMany(connection => Readers(new AwsCaller(connection, sink), selection)).ToList();
        var absent = new AbsentNames(readers.Count);
        var results = FanOut.MergeAsync(readers, (reader, token) => read(reader, absent.Add, token), cancellationToken);
        await foreach (var result in results.ConfigureAwait(false))
            yield return result;
        absent.Report(sink);
    }

    private IEnumerable<IPipelineReader> Readers(AwsCaller caller, PipelineSelection selection)
    {
        if (selection.Wants(MlPipelineSource.CodePipeline))
            yield return new CodePipelineReader(caller, clock);
        if (selection.Wants(MlPipelineSource.StepFunctions))
            yield return new StepFunctionsReader(caller, clock);
        if (selection.Wants(MlPipelineSource.SageMakerPipeline))
            yield return new SageMakerPipelineReader(caller, clock);
    }
}
