namespace MlMonitor;

/// <summary>One build of CodeBuild. Environment variables are never on it: they hold secrets in plain text.</summary>
public sealed record MlBuild : IMlAlertable, IMlMeasurable
{
    /// <summary>The build's id, <c>project:uuid</c>.</summary>
    public required string BuildId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The build's number in its project.</summary>
    public long? BuildNumber { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>The phase it is in, or ended in.</summary>
    public string? CurrentPhase { get; init; }

    /// <summary>The phase that failed.</summary>
    public string? FailedPhase { get; init; }

    /// <summary>What the failing phase said; empty where nothing failed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The code of what the failing phase said, such as <c>COMMAND_EXECUTION_ERROR</c>.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long it took, or has taken by now, in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>How long it waited in the queue, in seconds.</summary>
    public double? QueuedSeconds { get; init; }

    /// <summary>How long its machine took to come up, in seconds.</summary>
    public double? ProvisioningSeconds { get; init; }

    /// <summary>The version of the source as asked for.</summary>
    public string? SourceVersion { get; init; }

    /// <summary>The version of the source as resolved, such as a commit id.</summary>
    public string? ResolvedSourceVersion { get; init; }

    /// <summary>Who or what started it.</summary>
    public string? Initiator { get; init; }

    /// <summary>The phases in order; never null.</summary>
    public MlList<MlBuildPhase> Phases { get; init; } = [];

    /// <summary>The test reports; never null.</summary>
    public MlList<MlBuildReport> Reports { get; init; } = [];

    /// <summary>The last lines of the log, where they were asked for; never null.</summary>
    public MlList<MlLogLine> Log { get; init; } = [];

    /// <summary>The log group; null where the log is not in CloudWatch.</summary>
    public string? LogGroup { get; init; }

    /// <summary>The log stream.</summary>
    public string? LogStream { get; init; }

    /// <summary>Where the log can be read.</summary>
    public Uri? LogLink { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The build's ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = IsFailure ? MlSeverity.Critical : Status is MlStatus.Stopped ? MlSeverity.Warning : MlSeverity.Ok,
        Reason = FailedPhase is null ? Status.ToString() : $"{FailedPhase}: {Reason}",
        Key = string.Join('/', "CodeBuild", Account ?? "-", Region, ProjectName),
        Occurrence = $"{BuildId}/{Status}",
        Source = "CodeBuild",
        Resource = ProjectName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Status.ToString(),
        Since = Ended ?? Started,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "Build", ToAlertSubject(), ProfileName, Ended,
        [("ProjectName", ProjectName, false)],
        ("Duration", DurationSeconds, "s"),
        ("QueueTime", QueuedSeconds, "s"));

    /// <inheritdoc/>
    public override string ToString() => $"{BuildId}: {Status}";
}
