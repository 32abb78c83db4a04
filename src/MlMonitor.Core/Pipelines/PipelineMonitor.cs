using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads the state of pipelines, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class PipelineMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the status of each pipeline that matches, as it is read.</summary>
    /// <param name="query">Which pipelines, and how much of them.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The statuses; those of one region come in the order of their names as AWS lists them.</returns>
    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missing = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var last = new ConcurrentDictionary<string, Problem>(StringComparer.Ordinal);
        var statuses = ConnectionFanOut.ReadAsync(
            connections,
            (connection, token) => new CodePipelineReader(connection, clock).ReadStatusAsync(query, sink, Missing, token),
            cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
            if (query.Statuses.Count == 0 || query.Statuses.Contains(status.Status))
                yield return status;

        // A name is an error only where no region has it: nobody wants one for each region that does not.
        foreach (var name in query.Names)
            if (missing.GetValueOrDefault(name) == connections.Count && last.TryGetValue(name, out var problem))
                sink.Report(problem);

        void Missing(string name, Problem problem)
        {
            missing.AddOrUpdate(name, 1, (_, n) => n + 1);
            last[name] = problem;
        }
    }
}
