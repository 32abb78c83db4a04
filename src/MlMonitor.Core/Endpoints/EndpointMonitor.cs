using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>
/// Reads endpoints of every kind, in every region and through every identity asked for. One that is kept for several readings
/// describes each configuration once, and says once what it cannot know.
/// </summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    private readonly ConcurrentDictionary<AwsConnection, EndpointReader> _readers = new();

    /// <summary>Gives the endpoints that match, as they are read: the named ones first, the others in the order of their names.</summary>
    /// <param name="query">Which endpoints.</param>
    /// <param name="sink">Hears of what could not be read: the same for every reading with this monitor.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The endpoints; those of one connection keep their order.</returns>
    public async IAsyncEnumerable<MlEndpoint> ReadAsync(EndpointQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var endpoints = FanOut.MergeAsync(
            connections,
            (connection, token) => _readers.GetOrAdd(connection, c => new EndpointReader(new AwsCaller(c, sink), clock)).ReadAsync(query, absent.Add, token),
            cancellationToken);
        await foreach (var endpoint in endpoints.ConfigureAwait(false))
            yield return endpoint;
        absent.Report(sink);
    }
}
