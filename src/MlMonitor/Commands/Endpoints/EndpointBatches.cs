using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;

namespace MlMonitor.Commands;

/// <summary>Endpoints that came down the pipeline, gathered by where they are: many share calls.</summary>
internal sealed class EndpointBatches
{
    private readonly Dictionary<IReadOnlyList<AwsConnection>, (List<string> Names, List<MlEndpoint> Endpoints)> _batches = [];

    /// <summary>Where there are endpoints that were not taken yet.</summary>
    public IReadOnlyList<IReadOnlyList<AwsConnection>> Places => [.. _batches.Keys];

    /// <summary>Adds names, with wildcards or in full.</summary>
    public void Add(IReadOnlyList<AwsConnection> connections, IEnumerable<string> names) =>
        Of(connections).Names.AddRange(names.Where(n => !Of(connections).Names.Contains(n)));

    /// <summary>Adds an endpoint that was read already.</summary>
    /// <returns>How many there are now.</returns>
    public int Add(IReadOnlyList<AwsConnection> connections, MlEndpoint endpoint)
    {
        var endpoints = Of(connections).Endpoints;
        if (!endpoints.Exists(e => e.EndpointName == endpoint.EndpointName))
            endpoints.Add(endpoint);
        return endpoints.Count;
    }

    /// <summary>Takes what was gathered for a place.</summary>
    public EndpointChoice Take(IReadOnlyList<AwsConnection> connections)
    {
        _batches.Remove(connections, out var batch);
        var names = new NamePatterns([.. batch.Names]);
        return new EndpointChoice
        {
            Read = batch.Endpoints,
            Query = batch.Names.Count == 0 ? null : new EndpointQuery { Names = names.Exact, Matches = names.Matches, NameContains = names.CommonPart },
        };
    }

    private (List<string> Names, List<MlEndpoint> Endpoints) Of(IReadOnlyList<AwsConnection> connections)
    {
        if (!_batches.TryGetValue(connections, out var batch))
            _batches[connections] = batch = ([], []);
        return batch;
    }
}
