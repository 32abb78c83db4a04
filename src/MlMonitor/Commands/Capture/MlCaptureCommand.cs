using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>What the commands share that read captured requests: which endpoints, where these keep them, and where baselines lie.</summary>
public abstract class MlCaptureCommand : MlAwsCommand
{
    /// <summary>The tag that names the baseline of an endpoint.</summary>
    internal const string BaselineTag = "mlmonitor:baseline";

    /// <summary>Reads endpoints, with their tags where these are wanted.</summary>
    internal IReadOnlyList<(MlEndpoint Endpoint, AwsConnection Connection)> Endpoints(IReadOnlyList<string> names, bool areTagsWanted = true)
    {
        if (Connect(Region) is not { Count: > 0 } connections)
            return [];
        var patterns = new NamePatterns([.. names]);
        var query = new EndpointQuery { Names = patterns.Exact, Matches = patterns.Matches, NameContains = patterns.CommonPart, IncludeTags = areTagsWanted };
        var endpoints = new List<MlEndpoint>();
        WriteEach(new EndpointMonitor(connections, Clock).ReadAsync(query, Sink, StopToken), endpoints.Add);
        return [.. endpoints.Select(endpoint => (endpoint, connections.First(c => c.Region == endpoint.Region && c.ProfileName == endpoint.ProfileName)))];
    }

    /// <summary>Where an endpoint keeps its requests; null where it keeps none, which has then been reported.</summary>
    internal CaptureSource? CaptureOf(MlEndpoint endpoint, AwsConnection connection)
    {
        var (source, problem) = EndpointCaptures.Of(endpoint, connection);
        if (problem is not null)
            Sink.Report(problem);
        return source;
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

    /// <summary>The window of a path: of files at hand all is wanted, unless a window is asked for.</summary>
    internal static MlWindow? WindowOf(string path, DateTime? after, DateTime? before, MlWindow? window) =>
        !S3Location.IsMeantBy(path) && after is null && before is null ? null : window;

    /// <summary>Says what was left out of what was read, though it is no damage.</summary>
    internal void TellLeftOut(CaptureSummary? read)
    {
        foreach (var leftOut in read?.LeftOut ?? [])
            Sink.Warn(leftOut);
    }

    /// <summary>Puts on a finding whose it is.</summary>
    internal static T Place<T>(T finding, MlEndpoint? endpoint, AwsConnection? connection)
        where T : MlFinding => (T)(finding with
        {
            Region = endpoint?.Region ?? connection?.Region ?? "",
            Account = endpoint?.Account,
            Arn = endpoint?.Arn,
            ProfileName = endpoint?.ProfileName,
            ConsoleLink = endpoint?.ConsoleLink,
        });

    /// <summary>As whom a path is read; null for one of this machine.</summary>
    internal AwsConnection? ConnectionFor(string? path) => S3Location.IsMeantBy(path) && Connect(Region) is [var first, ..] ? first : null;

    /// <summary>A path in full; an address of S3 as it is.</summary>
    internal string FullPath(string path) => S3Location.IsMeantBy(path) ? path : GetUnresolvedProviderPathFromPSPath(path);
}
