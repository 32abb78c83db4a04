using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// Reads what endpoints are judged by, in every region and through every identity asked for. One that is kept for several readings reads
/// the alarms of each connection once.
/// </summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointHealthMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    private readonly ConcurrentDictionary<AwsConnection, EndpointHealthReader> _readers = new();

    /// <summary>Gives the evidence, endpoint by endpoint.</summary>
    /// <param name="choice">The endpoints.</param>
    /// <param name="query">What has to be known.</param>
    /// <param name="sink">Hears of what could not be read, and of endpoints that are nowhere: the same for every reading with this monitor.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The evidence; none of an endpoint that is not there.</returns>
    public async IAsyncEnumerable<EndpointEvidence> ReadAsync(
        EndpointChoice choice, EndpointHealthQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var evidence = FanOut.MergeAsync(
            connections,
            (connection, token) => _readers.GetOrAdd(connection, c => new EndpointHealthReader(new AwsCaller(c, sink), clock)).ReadAsync(choice, query, absent.Add, token),
            cancellationToken);
        await foreach (var each in evidence.ConfigureAwait(false))
            yield return each;
        absent.Report(sink);
    }
}
