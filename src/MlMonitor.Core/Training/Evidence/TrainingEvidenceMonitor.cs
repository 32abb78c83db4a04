using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>Reads what training and tuning jobs are judged by, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class TrainingEvidenceMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the evidence, job by job; of a job that could not be read it is a gap.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="query">What has to be known.</param>
    /// <param name="sink">Hears of what could not be read, and of jobs that are nowhere.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The evidence; none of a job that is not there.</returns>
    public async IAsyncEnumerable<TrainingEvidence> ReadAsync(
        IReadOnlyList<TestedJob> jobs, TrainingEvidenceQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var evidence = FanOut.MergeAsync(
            connections,
            (connection, token) => new TrainingEvidenceReader(new AwsCaller(connection, sink), clock, query).ReadAsync(jobs, absent.Add, token),
            cancellationToken);
        await foreach (var each in evidence.ConfigureAwait(false))
            yield return each;
        absent.Report(sink);
    }
}
