using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>Reads jobs of every kind, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class JobMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the jobs that match, as they are read, each kind's newest first.</summary>
    /// <param name="query">Which jobs.</param>
    /// <param name="sink">Hears of what could not be read, and where a list was cut.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The jobs.</returns>
    public async IAsyncEnumerable<MlJob> ReadAsync(JobQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readers = connections
            .Select(connection => new JobReader(new AwsCaller(connection, sink), clock))
            .SelectMany(reader => reader.Kinds().Where(kind => query.Wants(kind.Type)).Select(kind => (Reader: reader, Kind: kind)))
            .ToList();
        var absent = new AbsentNames(readers.Count);
        var jobs = FanOut.MergeAsync(readers, (r, token) => r.Reader.ReadAsync(r.Kind, query, absent.Add, token), cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
            yield return job;
        absent.Report(sink);
    }
}
