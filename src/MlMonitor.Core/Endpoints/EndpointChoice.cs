using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>Endpoints to look at more closely: those that a reading finds, or those that were read already.</summary>
public sealed record EndpointChoice
{
    /// <summary>Which to read; null for none but <see cref="Read"/>.</summary>
    public EndpointQuery? Query { get; init; }

    /// <summary>Endpoints that were read already, and are not described again.</summary>
    public IReadOnlyList<MlEndpoint> Read { get; init; } = [];

    internal async IAsyncEnumerable<MlEndpoint> EachAsync(
        AwsCaller caller, TimeProvider clock, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var endpoint in Read)
            yield return endpoint;
        if (Query is null)
            yield break;
        await foreach (var endpoint in new EndpointReader(caller, clock).ReadAsync(Query, missing, cancellationToken).ConfigureAwait(false))
            yield return endpoint;
    }
}
