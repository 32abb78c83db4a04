using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads builds in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class BuildMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the builds that match, as they are read, each project's newest first.</summary>
    /// <param name="query">Which builds, and how much of them.</param>
    /// <param name="sink">Hears of what could not be read, and where a list was cut.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The builds.</returns>
    public async IAsyncEnumerable<MlBuild> ReadAsync(BuildQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var builds = FanOut.MergeAsync(
            connections,
            (connection, token) => new BuildReader(new AwsCaller(connection, sink), clock).ReadAsync(query, absent.Add, token),
            cancellationToken);
        await foreach (var build in builds.ConfigureAwait(false))
            yield return build;
        absent.Report(sink);
    }
}
