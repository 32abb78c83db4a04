using System.Runtime.CompilerServices;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>Reads executions of Model Monitor in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class ExecutionMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>Gives the executions that are wanted: schedule by schedule, the newest first.</summary>
    /// <param name="query">Which executions.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The executions; those of one connection keep their order.</returns>
    public async IAsyncEnumerable<MlMonitorExecution> ReadAsync(MonitorQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var executions = FanOut.MergeAsync(connections, (connection, token) => ReadAsync(new AwsCaller(connection, sink), query, absent, token), cancellationToken);
        await foreach (var execution in executions.ConfigureAwait(false))
            yield return execution;
        absent.Report(sink);
    }

    private async IAsyncEnumerable<MlMonitorExecution> ReadAsync(
        AwsCaller caller, MonitorQuery query, AbsentNames absent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var schedules = new MonitorSchedules(caller, caller.Clients.ListPace(caller.Connection, clock));
        var (listed, problem) = await schedules.ListAsync(query.EndpointName, query.NameContains, cancellationToken).ConfigureAwait(false);
        if (problem is null)
            await TellAbsentAsync(caller, query, listed, absent, cancellationToken).ConfigureAwait(false);
        var reader = new MonitorReader(caller, schedules, new S3Reader(caller), caller.Report);
        foreach (var schedule in listed.Where(s => query.WantsSchedule(s.MonitoringScheduleName) && query.Wants(MonitorWords.TypeOf(s.MonitoringType?.Value))))
            await foreach (var execution in reader.ReadAsync(schedule, query, cancellationToken).ConfigureAwait(false))
                yield return execution;
    }

    private static async Task TellAbsentAsync(
        AwsCaller caller, MonitorQuery query, IReadOnlyList<MonitoringScheduleSummary> listed, AbsentNames absent, CancellationToken cancellationToken)
    {
        foreach (var name in query.Names.Where(n => listed.All(s => s.MonitoringScheduleName != n)))
            absent.Add($"schedule {name}", Problem.Of(ProblemId.MonitoringScheduleNotFound,
                $"There is no schedule '{name}' of Model Monitor in {caller.Connection}, nor anywhere else looked in.", name,
                "Check the name and the region; Get-MlMonitorExecution -MonitoringScheduleName * shows those that ran."));
        if (listed.Count > 0 || query.NameContains is not null)
            return;
        // An answer and no fault: Model Monitor takes no new customers, and most endpoints have no schedule.
        var where = query.EndpointName is { } watched ? $"the endpoint {watched} in {caller.Connection}" : caller.Connection.ToString();
        caller.Sink.Detail($"Model Monitor has no schedule for {where}.");
        if (query.EndpointName is not { } endpoint)
            return;
        await caller.TryAsync("SageMaker", "sagemaker:DescribeEndpoint", endpoint,
            t => caller.Clients.SageMaker(caller.Connection).DescribeEndpointAsync(new DescribeEndpointRequest { EndpointName = endpoint }, t), cancellationToken,
            (e, call) => absent.Add(endpoint, AwsProblems.NotFound(ProblemId.EndpointNotFound,
                $"There is no endpoint '{endpoint}' in {caller.Connection}, nor anywhere else looked in.", e, call, endpoint,
                "Check the name and the region; Get-MlEndpoint without -Name lists the endpoints.")),
            // Whoever may read monitoring and not endpoints is not told whether it exists.
            e => e.StatusCode == System.Net.HttpStatusCode.Forbidden || (e.ErrorCode ?? "").StartsWith("AccessDenied", StringComparison.Ordinal)).ConfigureAwait(false);
    }
}
