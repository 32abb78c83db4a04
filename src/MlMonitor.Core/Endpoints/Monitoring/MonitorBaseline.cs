using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints.Posture;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>The baseline that a schedule of Model Monitor holds the requests of an endpoint against, for those who have one.</summary>
public static class MonitorBaseline
{
    /// <summary>Finds it, by the first schedule of the endpoint that watches its data and has one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="endpointName">The endpoint.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="clock">Paces the calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where its statistics are, null where no schedule says; and the problem that kept one from being read, which has been reported.</returns>
    public static async Task<(string? Path, Problem? Problem)> FindAsync(
        AwsConnection connection, string endpointName, IMonitorSink sink, TimeProvider clock, CancellationToken cancellationToken)
    {
        var caller = new AwsCaller(connection, sink);
        var schedules = new MonitorSchedules(caller, connection.Clients.ListPace(connection, clock));
        var definitions = new JobDefinitions(caller);
        var (listed, problem) = await schedules.ListAsync(endpointName, null, cancellationToken).ConfigureAwait(false);
        foreach (var schedule in listed.Where(schedule => MonitorWords.TypeOf(schedule.MonitoringType?.Value) == MlMonitoringType.DataQuality))
        {
            if (await schedules.DescribeAsync(schedule.MonitoringScheduleName, Note, cancellationToken).ConfigureAwait(false) is { } told
                && await definitions.ReadAsync(told, Note, cancellationToken).ConfigureAwait(false) is { Baseline: { } path })
                return (path, null);
        }

        return (null, problem);

        void Note(Problem p) => problem ??= p;
    }
}
