using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>Reads endpoints of every kind, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the endpoints that match, as they are read: the named ones first, the others in the order of their names.</summary>
    /// <param name="query">Which endpoints.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The endpoints; those of one connection keep their order.</returns>
    public async IAsyncEnumerable<MlEndpoint> ReadAsync(EndpointQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var endpoints = FanOut.MergeAsync(
            connections, (connection, token) => new EndpointReader(new AwsCaller(connection, sink), clock).ReadAsync(query, absent.Add, token), cancellationToken);
        await foreach (var endpoint in endpoints.ConfigureAwait(false))
            yield return endpoint;
        absent.Report(sink);
    }
}
