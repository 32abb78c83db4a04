using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>Reads the metrics of training jobs, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class TrainingMetricMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the series of jobs, job by job.</summary>
    /// <param name="jobNames">The jobs.</param>
    /// <param name="query">Which metrics.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The series; one without points has a note that says why.</returns>
    public async IAsyncEnumerable<MlTrainingSeries> ReadAsync(
        IReadOnlyList<string> jobNames, TrainingMetricQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var series = FanOut.MergeAsync(
            connections,
            (connection, token) => new TrainingMetricReader(new AwsCaller(connection, sink), clock).ReadAsync(jobNames, query, absent.Add, token),
            cancellationToken);
        await foreach (var each in series.ConfigureAwait(false))
            yield return each;
        absent.Report(sink);
    }
}
