using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Capture;

/// <summary>Finds where endpoints keep their requests.</summary>
/// <param name="connections">Where to look for endpoints and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointCaptures(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    private readonly EndpointMonitor _monitor = new(connections, clock);

    /// <summary>Gives the places of the endpoints that match. Of one that keeps no requests it says so.</summary>
    /// <param name="query">Which endpoints.</param>
    /// <param name="sink">Hears of endpoints that are not there, or keep nothing.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The places.</returns>
    public async IAsyncEnumerable<CaptureSource> FindAsync(EndpointQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var endpoint in _monitor.ReadAsync(query, sink, cancellationToken).ConfigureAwait(false))
        {
            var connection = connections.First(c => c.Region == endpoint.Region && c.ProfileName == endpoint.ProfileName);
            var (source, problem) = Of(endpoint, connection);
            if (problem is not null)
                sink.Report(problem);
            else
                yield return source!;
        }
    }

    /// <summary>Where an endpoint keeps its requests.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="connection">As whom they are read.</param>
    /// <returns>The place, or why there is none.</returns>
    public static (CaptureSource? Source, Problem? Problem) Of(MlEndpoint endpoint, AwsConnection connection)
    {
        // What was captured before it was switched off is still there.
        if (endpoint.DataCapture?.Destination is not { } destination)
            return (null, Problem.Of(ProblemId.CaptureOff, $"The endpoint {endpoint.EndpointName} keeps no requests: data capture is not configured.", endpoint.EndpointName,
                "Configure data capture in the endpoint configuration (DataCaptureConfig)."));
        return S3Location.TryParse(destination, out var location) is { } problem
            ? (null, problem)
            : (CaptureSource.OfS3(location!.Below(endpoint.EndpointName + "/"), connection), null);
    }
}
