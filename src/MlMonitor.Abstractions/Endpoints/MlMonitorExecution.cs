namespace MlMonitor;

/// <summary>One execution of a schedule of Model Monitor, or a schedule that has none yet.</summary>
public sealed record MlMonitorExecution : IMlAlertable, IMlMeasurable
{
    /// <summary>The schedule.</summary>
    public required string MonitoringScheduleName { get; init; }

    /// <summary>The endpoint it watches; null for batch transform.</summary>
    public string? EndpointName { get; init; }

    /// <summary>What it watches.</summary>
    public required MlMonitoringType Type { get; init; }

    /// <summary>The schedule's own status as AWS gave it, such as <c>Scheduled</c> or <c>Stopped</c>; null where only executions were read.</summary>
    public string? ScheduleStatus { get; init; }

    /// <summary>The unified status of the execution; Pending where there is none yet. With violations it is <see cref="MlStatus.SucceededWithWarnings"/>.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status of the execution as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>Why it failed; empty where it did not.</summary>
    public string FailureReason { get; init; } = "";

    /// <summary>The hour it was scheduled for (UTC).</summary>
    public DateTimeOffset? Scheduled { get; init; }

    /// <summary>When it was last changed (UTC): once ended, when it ended.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The name of the processing job that ran it, as Get-MlTrainingLog takes it; null where none did.</summary>
    public string? ProcessingJobName { get; init; }

    /// <summary>Where its report is, as <c>s3://bucket/prefix</c>; null where not read.</summary>
    public string? ReportUri { get; init; }

    /// <summary>What it found wrong, as the tests of this module find it; never null, and empty where nothing was, or where it was not read.</summary>
    public MlList<MlFinding> Findings { get; init; } = [];

    /// <summary>The ARN of the schedule.</summary>
    public string? Arn { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = IsFailure ? MlSeverity.Critical : Status is MlStatus.SucceededWithWarnings or MlStatus.Stopped ? MlSeverity.Warning : MlSeverity.Ok,
        Reason = FailureReason.Length > 0 ? FailureReason : Findings.Count > 0 ? string.Join("; ", Findings.Select(f => f.Reason)) : $"{Type} execution is {Status}",
        Key = string.Join('/', "MonitorExecution", Account ?? "-", Region, MonitoringScheduleName),
        Occurrence = $"{Scheduled:O} {Status}",
        Source = "ModelMonitor",
        Resource = EndpointName ?? MonitoringScheduleName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Status.ToString(),
        Since = LastModified ?? Scheduled,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "MonitorExecution", ToAlertSubject(), ProfileName, LastModified ?? Scheduled,
        [("EndpointName", EndpointName, false), ("MonitoringScheduleName", MonitoringScheduleName, false)],
        ("Violations", Findings.Count, "count"));

    /// <inheritdoc/>
    public override string ToString() => $"{MonitoringScheduleName} {Scheduled:u}: {Status}";
}
