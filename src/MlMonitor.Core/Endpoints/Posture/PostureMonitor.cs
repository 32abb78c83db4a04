using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>Tells of endpoints who watches them and what is missing, in every region and through every identity asked for.</summary>
/// <param name="options">What is asked of those who watch.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="sink">Hears of what could not be read.</param>
public sealed class PostureMonitor(PostureOptions options, TimeProvider clock, IMonitorSink sink)
{
    /// <summary>Each is some ten calls, most of them to S3.</summary>
    private const int EndpointsAtOnce = 8;

    private readonly ConcurrentDictionary<AwsConnection, (EndpointReader Endpoints, PostureReader Posture)> _readers = new();

    /// <summary>Looks at the endpoints that match.</summary>
    /// <param name="connections">Where to look and as whom.</param>
    /// <param name="query">Which endpoints.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What there is to tell of each, as it is read; the caller puts it in order.</returns>
    public async IAsyncEnumerable<MlPosture> ReadAsync(
        IReadOnlyList<AwsConnection> connections, EndpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var rows = FanOut.MergeAsync(connections, (connection, token) =>
        {
            var (endpoints, posture) = ReadersOf(connection, cancellationToken);
            return OrderedFanOut.SelectAsync(
                endpoints.ReadAsync(query with { IncludeTags = true }, absent.Add, token), EndpointsAtOnce, (e, t) => JudgeAsync(endpoints, posture, e, t), token);
        }, cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
            yield return row;
        absent.Report(sink);
    }

    /// <summary>Looks at endpoints that were read before.</summary>
    /// <param name="connection">Where they are.</param>
    /// <param name="read">The endpoints.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What there is to tell of each, in the order given.</returns>
    public IAsyncEnumerable<MlPosture> ReadAsync(AwsConnection connection, IReadOnlyList<MlEndpoint> read, CancellationToken cancellationToken)
    {
        var (endpoints, posture) = ReadersOf(connection, cancellationToken);
        return OrderedFanOut.SelectAsync(read, EndpointsAtOnce, async (endpoint, token) =>
            await JudgeAsync(endpoints, posture, await endpoints.WithTagsAsync(endpoint, token).ConfigureAwait(false), token).ConfigureAwait(false), cancellationToken);
    }

    private async Task<MlPosture> JudgeAsync(EndpointReader endpoints, PostureReader posture, MlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var facts = await posture.ReadAsync(endpoint, cancellationToken).ConfigureAwait(false);
        return PostureJudge.Judge(facts with { TagProblem = endpoints.TagProblemOf(endpoint.EndpointName) }, options, clock.GetUtcNow());
    }

    private (EndpointReader Endpoints, PostureReader Posture) ReadersOf(AwsConnection connection, CancellationToken cancellationToken) =>
        _readers.GetOrAdd(connection, c =>
        {
            var caller = new AwsCaller(c, sink);
            var endpoints = new EndpointReader(caller, clock);
            return (endpoints, new PostureReader(caller, endpoints.Configs, clock, cancellationToken));
        });
}
