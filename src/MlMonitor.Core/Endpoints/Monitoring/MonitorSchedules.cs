using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>Lists schedules of Model Monitor and their executions.</summary>
internal sealed class MonitorSchedules(AwsCaller caller, CallPace lists)
{
    private const string Service = "SageMaker";
    private const int PerPage = 100;

    /// <summary>The schedules of an endpoint, or all there are, by name.</summary>
    public async Task<(IReadOnlyList<MonitoringScheduleSummary> Schedules, Problem? Problem)> ListAsync(
        string? endpointName, string? nameContains, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        var all = new List<MonitoringScheduleSummary>();
        var pages = caller.ListAsync(Service, "sagemaker:ListMonitoringSchedules",
            async (token, t) =>
            {
                await lists.WaitAsync(t).ConfigureAwait(false);
                return await caller.Clients.SageMaker(caller.Connection).ListMonitoringSchedulesAsync(new ListMonitoringSchedulesRequest
                {
                    EndpointName = endpointName,
                    NameContains = nameContains,
                    SortBy = MonitoringScheduleSortKey.Name,
                    SortOrder = SortOrder.Ascending,
                    MaxResults = PerPage,
                    NextToken = token,
                }, t).ConfigureAwait(false);
            },
            page => page.NextToken, page => page.MonitoringScheduleSummaries, cancellationToken, endpointName, failed: p => problem = p);
        await foreach (var schedule in pages.ConfigureAwait(false))
            if (schedule.MonitoringScheduleName is not null)
                all.Add(schedule);
        return (all, problem);
    }

    /// <summary>The executions of a schedule, the newest first.</summary>
    public IAsyncEnumerable<MonitoringExecutionSummary> ExecutionsAsync(
        string scheduleName, DateTimeOffset? after, int? first, Action<Problem> failed, CancellationToken cancellationToken) => caller.ListAsync(
        Service, "sagemaker:ListMonitoringExecutions",
        async (token, t) =>
        {
            await lists.WaitAsync(t).ConfigureAwait(false);
            return await caller.Clients.SageMaker(caller.Connection).ListMonitoringExecutionsAsync(new ListMonitoringExecutionsRequest
            {
                MonitoringScheduleName = scheduleName,
                ScheduledTimeAfter = after?.UtcDateTime,
                SortBy = MonitoringExecutionSortKey.ScheduledTime,
                SortOrder = SortOrder.Descending,
                MaxResults = Math.Min(first ?? PerPage, PerPage),
                NextToken = token,
            }, t).ConfigureAwait(false);
        },
        page => page.NextToken, page => page.MonitoringExecutionSummaries, cancellationToken, scheduleName,
        (_, _) => caller.Sink.Detail($"The schedule {scheduleName} is gone meanwhile."), failed);

    /// <summary>A schedule with its newest execution; null where it cannot be read, which has been said.</summary>
    public Task<DescribeMonitoringScheduleResponse?> DescribeAsync(string name, Action<Problem> failed, CancellationToken cancellationToken) => caller.TryAsync(
        Service, "sagemaker:DescribeMonitoringSchedule", name,
        t => caller.Clients.SageMaker(caller.Connection).DescribeMonitoringScheduleAsync(new DescribeMonitoringScheduleRequest { MonitoringScheduleName = name }, t),
        cancellationToken, (_, _) => caller.Sink.Detail($"The schedule {name} is gone meanwhile."), failed: failed);

    /// <summary>The processing job of an execution; null where it cannot be read, which has been said.</summary>
    public Task<DescribeProcessingJobResponse?> JobAsync(string name, CancellationToken cancellationToken) => caller.TryAsync(
        Service, "sagemaker:DescribeProcessingJob", name,
        t => caller.Clients.SageMaker(caller.Connection).DescribeProcessingJobAsync(new DescribeProcessingJobRequest { ProcessingJobName = name }, t),
        cancellationToken, (_, _) => caller.Sink.Detail($"The processing job {name} is gone, and with it where its report is."));
}
