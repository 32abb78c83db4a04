using MlMonitor.Sandbox.Platform.Monitoring;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>The operations of SageMaker about Model Monitor.</summary>
internal static class MonitoringOperations
{
    private static readonly string[] ScheduleStatuses = ["Pending", "Failed", "Scheduled", "Stopped"];
    private static readonly string[] ExecutionStatuses = ["Pending", "Completed", "CompletedWithViolations", "InProgress", "Failed", "Stopping", "Stopped"];

    public static void Register(Action<string, Func<JsonCall, object?>> operation)
    {
        operation("ListMonitoringSchedules", ListSchedules);
        operation("DescribeMonitoringSchedule", call => MonitoringViews.Schedule(FindSchedule(call)));
        operation("ListMonitoringExecutions", ListExecutions);
        operation("ListMonitoringAlerts", ListAlerts);
        foreach (var type in Enum.GetValues<MonitoringType>())
            operation($"Describe{type}JobDefinition", call => MonitoringViews.Definition(FindDefinition(call, type)));
    }

    /// <summary>The processing job of an execution; null when the call is about another.</summary>
    public static object? ProcessingJob(JsonCall call) =>
        call.Platform.Monitoring.FindJob(call.Input.RequiredString("ProcessingJobName", 63)) is { } execution
            ? MonitoringViews.ProcessingJob(execution)
            : null;

    private static object ListSchedules(JsonCall call)
    {
        var input = call.Input;
        var (endpoint, definition) = (input.OptionalString("EndpointName", 63), input.OptionalString("MonitoringJobDefinitionName", 63));
        var (name, type) = (input.OptionalString("NameContains", 63), input.OptionalEnum("MonitoringTypeEquals", Enum.GetNames<MonitoringType>()));
        var status = input.OptionalEnum("StatusEquals", ScheduleStatuses);
        var by = input.OptionalEnum("SortBy", "Name", "CreationTime", "Status") ?? "CreationTime";
        var (created, modified) = (Span.Of(input, "CreationTime"), Span.Of(input, "LastModifiedTime"));
        var chosen = call.Platform.Monitoring.Schedules
            .Where(schedule => endpoint is null || schedule.Endpoint == endpoint)
            .Where(schedule => definition is null || schedule.JobDefinition == definition)
            .Where(schedule => name is null || schedule.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(schedule => type is null || schedule.Type.ToString() == type)
            .Where(schedule => status is null || schedule.Status == status)
            .Where(schedule => created.Holds(schedule.Created) && modified.Holds(schedule.LastModified));
        var sorted = (by switch
        {
            "Name" => chosen.OrderBy(schedule => schedule.Name, StringComparer.Ordinal),
            "Status" => chosen.OrderBy(schedule => schedule.Status, StringComparer.Ordinal).ThenBy(schedule => schedule.Created),
            _ => chosen.OrderBy(schedule => schedule.Created).ThenBy(schedule => schedule.Name, StringComparer.Ordinal),
        }).ToList();
        var page = Paging.Of(call, sorted, $"ListMonitoringSchedules/{endpoint}/{definition}/{name}/{type}/{status}/{by}/{created}/{modified}");
        return new { MonitoringScheduleSummaries = page.Items.Select(MonitoringViews.ScheduleSummary), page.NextToken };
    }

    private static object ListExecutions(JsonCall call)
    {
        var input = call.Input;
        var (schedule, endpoint) = (input.OptionalString("MonitoringScheduleName", 63), input.OptionalString("EndpointName", 63));
        var (definition, type) = (input.OptionalString("MonitoringJobDefinitionName", 63), input.OptionalEnum("MonitoringTypeEquals", Enum.GetNames<MonitoringType>()));
        var status = input.OptionalEnum("StatusEquals", ExecutionStatuses);
        var by = input.OptionalEnum("SortBy", "CreationTime", "ScheduledTime", "Status") ?? "CreationTime";
        var (scheduled, created, modified) = (Span.Of(input, "ScheduledTime"), Span.Of(input, "CreationTime"), Span.Of(input, "LastModifiedTime"));
        if (schedule is not null)
            FindSchedule(call);
        var chosen = call.Platform.Monitoring.Executions
            .Where(execution => schedule is null || execution.Schedule.Name == schedule)
            .Where(execution => endpoint is null || execution.Schedule.Endpoint == endpoint)
            .Where(execution => definition is null || execution.Schedule.JobDefinition == definition)
            .Where(execution => type is null || execution.Schedule.Type.ToString() == type)
            .Where(execution => scheduled.Holds(execution.Scheduled) && created.Holds(execution.Created) && modified.Holds(execution.Ended))
            .Where(execution => status is null || execution.Status == status);
        var sorted = (by switch
        {
            "ScheduledTime" => chosen.OrderBy(execution => execution.Scheduled).ThenBy(execution => execution.Created),
            "Status" => chosen.OrderBy(execution => execution.Status, StringComparer.Ordinal).ThenBy(execution => execution.Created),
            _ => chosen.OrderBy(execution => execution.Created),
        }).ToList();
        var page = Paging.Of(
            call, sorted, $"ListMonitoringExecutions/{schedule}/{endpoint}/{definition}/{type}/{status}/{by}/{scheduled}/{created}/{modified}");
        return new { MonitoringExecutionSummaries = page.Items.Select(MonitoringViews.Execution), page.NextToken };
    }

    // Each schedule has one: that a single execution with violations is enough to alert.
    private static object ListAlerts(JsonCall call)
    {
        var schedule = FindSchedule(call);
        var page = Paging.Of(call, [MonitoringViews.Alert(schedule)], "ListMonitoringAlerts/" + schedule.Name);
        return new { MonitoringAlertSummaries = page.Items, page.NextToken };
    }

    private static MonitoringSchedule FindSchedule(JsonCall call)
    {
        var name = call.Input.RequiredString("MonitoringScheduleName", 63);
        return call.Platform.Monitoring.Find(name) ?? throw new AwsError(
            "ResourceNotFound", $"Could not find requested MonitoringSchedule with name: {name}");
    }

    private static MonitoringSchedule FindDefinition(JsonCall call, MonitoringType type)
    {
        var name = call.Input.RequiredString("JobDefinitionName", 63);
        return call.Platform.Monitoring.Schedules.FirstOrDefault(schedule => schedule.Type == type && schedule.JobDefinition == name)
            ?? throw new AwsError("ResourceNotFound", $"Could not find requested {type}JobDefinition with name: {name}");
    }

    /// <summary>A span of times, open at either end.</summary>
    private sealed record Span(DateTimeOffset? After, DateTimeOffset? Before)
    {
        public static Span Of(JsonInput input, string time) => new(input.OptionalTime(time + "After"), input.OptionalTime(time + "Before"));

        public bool Holds(DateTimeOffset time) => !(time <= After) && !(time >= Before);

        public override string ToString() => FormattableString.Invariant($"{After:O}-{Before:O}");
    }
}
