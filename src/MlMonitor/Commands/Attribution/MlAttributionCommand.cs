using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>What the commands about attributions share: where captured requests and baselines of an endpoint lie.</summary>
public abstract class MlAttributionCommand : MlAwsCommand
{
    /// <summary>The tag that names the baseline of an endpoint.</summary>
    internal const string BaselineTag = "mlmonitor:baseline";

    /// <summary>Reads endpoints with their tags.</summary>
    internal IReadOnlyList<(MlEndpoint Endpoint, AwsConnection Connection)> Endpoints(params string[] names)
    {
        if (Connect(Region) is not { Count: > 0 } connections)
            return [];
        var patterns = new NamePatterns(names);
        var query = new EndpointQuery { Names = patterns.Exact, Matches = patterns.Matches, NameContains = patterns.CommonPart, IncludeTags = true };
        var endpoints = new List<MlEndpoint>();
        WriteEach(new EndpointMonitor(connections, Clock).ReadAsync(query, Sink, StopToken), endpoints.Add);
        return [.. endpoints.Select(endpoint => (endpoint, connections.First(c => c.Region == endpoint.Region && c.ProfileName == endpoint.ProfileName)))];
    }

    /// <summary>Where an endpoint keeps its requests; null where it keeps none, which has then been reported.</summary>
    internal CaptureSource? CaptureOf(MlEndpoint endpoint, AwsConnection connection)
    {
        var name = endpoint.EndpointName;
        if (endpoint.DataCapture?.Destination is not { } destination)
            Sink.Report(Problem.Of(ProblemId.CaptureOff, $"The endpoint {name} keeps no requests: data capture is not configured.", name,
                "Configure data capture in the endpoint configuration (DataCaptureConfig)."));
        else if (S3Location.TryParse(destination.TrimEnd('/') + $"/{name}/", out var location) is { } problem)
            Sink.Report(problem);
        else
            return CaptureSource.OfS3(location!, connection);
        return null;
    }

    /// <summary>The captured requests at a path; null where it is none, which has then been reported.</summary>
    internal CaptureSource? SourceAt(string path)
    {
        if (!S3Location.IsMeantBy(path))
            return CaptureSource.OfPath(FullPath(path));
        if (S3Location.TryParse(path, out var location) is { } problem)
            Sink.Report(problem);
        else if (ConnectionFor(path) is { } connection)
            return CaptureSource.OfS3(location!, connection);
        return null;
    }

    /// <summary>As whom a path is read; null for one of this machine.</summary>
    internal AwsConnection? ConnectionFor(string? path) => S3Location.IsMeantBy(path) && Connect(Region) is [var first, ..] ? first : null;

    /// <summary>A path in full; an address of S3 as it is.</summary>
    internal string FullPath(string path) => S3Location.IsMeantBy(path) ? path : GetUnresolvedProviderPathFromPSPath(path);
}
