using System.Runtime.CompilerServices;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>Reads executions of Model Monitor through one connection: status, processing job, and what the report says.</summary>
/// <param name="caller">Calls AWS.</param>
/// <param name="schedules">Lists schedules and executions.</param>
/// <param name="s3">Reads reports.</param>
/// <param name="report">Hears of reports that could not be read.</param>
internal sealed class MonitorReader(AwsCaller caller, MonitorSchedules schedules, S3Reader s3, Action<Problem> report)
{
    private const int ReportsAtOnce = 5;
    private readonly MonitorReport _report = new(s3, report);

    /// <summary>The executions of a schedule that are wanted, the newest first; the schedule itself where it has none yet.</summary>
    public async IAsyncEnumerable<MlMonitorExecution> ReadAsync(
        MonitoringScheduleSummary schedule, MonitorQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (any, given, failed) = (false, 0, false);
        var wanted = WantedAsync();
        await foreach (var execution in OrderedFanOut.SelectAsync(wanted, ReportsAtOnce, (e, t) => ReadAsync(e, schedule, t), cancellationToken).ConfigureAwait(false))
            yield return execution;
        if (!any && !failed && query.Wants(MlStatus.Pending) && await IsNewAsync(schedule, query, cancellationToken).ConfigureAwait(false))
            yield return Of(schedule);

        async IAsyncEnumerable<MonitoringExecutionSummary> WantedAsync()
        {
            // AWS filters by time; statuses are filtered here, since a page of AWS is cut before it is filtered.
            var first = query.Statuses.Count == 0 ? query.First : null;
            var listed = schedules.ExecutionsAsync(schedule.MonitoringScheduleName, query.After, first, _ => failed = true, cancellationToken);
            await foreach (var execution in listed.ConfigureAwait(false))
            {
                any = true;
                if (!query.Wants(MonitorWords.StatusOf(execution.MonitoringExecutionStatus?.Value)))
                    continue;
                yield return execution;
                if (++given >= query.First)
                    yield break;
            }
        }
    }

    /// <summary>The newest execution, as the description of its schedule tells it; the schedule itself where it has none yet.</summary>
    public Task<MlMonitorExecution> NewestAsync(MonitoringScheduleSummary schedule, DescribeMonitoringScheduleResponse told, CancellationToken cancellationToken) =>
        told.LastMonitoringExecutionSummary is { } last ? ReadAsync(last, schedule, cancellationToken) : Task.FromResult(Of(schedule));

    /// <summary>Whether a schedule never ran. What ran before the window is not new; it has nothing to tell of the window.</summary>
    private async Task<bool> IsNewAsync(MonitoringScheduleSummary schedule, MonitorQuery query, CancellationToken cancellationToken)
    {
        if (query.After is null)
            return true;
        var failed = false;
        await foreach (var last in schedules.ExecutionsAsync(schedule.MonitoringScheduleName, null, 1, _ => failed = true, cancellationToken).ConfigureAwait(false))
        {
            caller.Sink.Detail($"{schedule.MonitoringScheduleName} has not run since {query.After:u}; it ran last for {AwsTime.Utc(last.ScheduledTime):u}, and is {schedule.MonitoringScheduleStatus?.Value}.");
            return false;
        }

        return !failed;
    }

    private async Task<MlMonitorExecution> ReadAsync(MonitoringExecutionSummary listed, MonitoringScheduleSummary schedule, CancellationToken cancellationToken)
    {
        var status = MonitorWords.StatusOf(listed.MonitoringExecutionStatus?.Value);
        var jobName = AwsArn.ResourceOf(listed.ProcessingJobArn)?.Split('/')[^1];
        var execution = Of(schedule) with
        {
            EndpointName = listed.EndpointName ?? schedule.EndpointName,
            Type = listed.MonitoringType is null ? MonitorWords.TypeOf(schedule.MonitoringType?.Value) : MonitorWords.TypeOf(listed.MonitoringType.Value),
            Status = status,
            RawStatus = listed.MonitoringExecutionStatus?.Value,
            FailureReason = LogText.CleanLines(listed.FailureReason),
            Scheduled = AwsTime.Utc(listed.ScheduledTime),
            LastModified = AwsTime.Utc(listed.LastModifiedTime),
            ProcessingJobName = jobName,
        };
        if (jobName is null || status is not (MlStatus.Succeeded or MlStatus.SucceededWithWarnings))
            return execution;
        var job = await schedules.JobAsync(jobName, cancellationToken).ConfigureAwait(false);
        execution = execution with { ReportUri = MonitorReport.FolderOf(job) };
        // Nothing is violated, so there is no file to read.
        if (execution.ReportUri is null || status == MlStatus.Succeeded)
            return execution;
        var findings = await _report.ReadAsync(execution.ReportUri, mustBeThere: true, SubjectOf(execution, MonitorReport.WindowOf(job)), cancellationToken).ConfigureAwait(false);
        return execution with { Findings = new MlList<MlFinding>(findings) };
    }

    private MlMonitorExecution Of(MonitoringScheduleSummary schedule)
    {
        var region = caller.Connection.Region;
        return new MlMonitorExecution
        {
            MonitoringScheduleName = schedule.MonitoringScheduleName,
            EndpointName = schedule.EndpointName,
            Type = MonitorWords.TypeOf(schedule.MonitoringType?.Value),
            ScheduleStatus = schedule.MonitoringScheduleStatus?.Value,
            Status = MlStatus.Pending,
            Arn = schedule.MonitoringScheduleArn,
            ConsoleLink = schedule.EndpointName is { } endpoint
                ? new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/home?region={region}#/endpoints/{Uri.EscapeDataString(endpoint)}")
                : null,
            Region = region,
            Account = AwsArn.AccountOf(schedule.MonitoringScheduleArn),
            ProfileName = caller.Connection.ProfileName,
        };
    }

    private static ViolationFile.Subject SubjectOf(MlMonitorExecution execution, MlWindow? window) => new(
        execution.EndpointName, window, EndpointArn(execution), execution.ConsoleLink, execution.Region, execution.Account, execution.ProfileName);

    private static string? EndpointArn(MlMonitorExecution execution) => execution.EndpointName is { } endpoint && execution.Arn?.Split(':', 6) is { Length: 6 } parts
        ? string.Join(':', [.. parts[..5], $"endpoint/{endpoint}"])
        : execution.Arn;
}
