using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Logs;

/// <summary>Reads the logs of jobs, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="chance">Spreads the looks at a log that is followed, so that many who follow do not look at the same moment.</param>
public sealed class TrainingLogMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock, Random chance)
{
    /// <summary>Gives the lines: job by job, and of jobs that are followed as they come.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The lines; those of one job in the order of time.</returns>
    public async IAsyncEnumerable<MlLogLine> ReadAsync(
        IReadOnlyList<LoggingJob> jobs, TrainingLogQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        // One after the other where they end, side by side where they go on. Chance is not for several threads, so each has its own.
        var places =
            from connection in connections
            from some in query.Follow ? jobs.Chunk(1) : [[.. jobs]]
            select (Reader: new TrainingLogReader(new AwsCaller(connection, sink), clock, new Random(chance.Next())), Jobs: some);
        var lines = FanOut.MergeAsync(places.ToList(), (place, token) => ReadAsync(place.Reader, place.Jobs, token), cancellationToken);
        await foreach (var line in lines.ConfigureAwait(false))
            yield return line;
        absent.Report(sink);

        async IAsyncEnumerable<MlLogLine> ReadAsync(TrainingLogReader reader, LoggingJob[] some, [EnumeratorCancellation] CancellationToken token)
        {
            foreach (var job in some)
                await foreach (var line in reader.ReadAsync(job, query, absent.Add, token).ConfigureAwait(false))
                    yield return line;
        }
    }
}
