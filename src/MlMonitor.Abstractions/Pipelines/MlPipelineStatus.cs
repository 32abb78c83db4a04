namespace MlMonitor;

/// <summary>The state of one pipeline now: what its newest execution did, where it stands, why, and since when.</summary>
public sealed record MlPipelineStatus : IMlAlertable, IMlMeasurable
{
    /// <summary>The pipeline's name.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The engine it runs on.</summary>
    public required MlPipelineSource Source { get; init; }

    /// <summary>The unified status of the newest execution; <see cref="MlStatus.Pending"/> where it never ran.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it; null where it never ran.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Whether nothing more will happen to the newest execution.</summary>
    public bool IsTerminal => Status.IsTerminal();

    /// <summary>Whether the newest execution failed.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>Whether it stands still until somebody does something.</summary>
    public bool IsStalled => WaitingFor != MlPipelineWait.None;

    /// <summary>How much it matters: a failure is critical, a stall or a stop a warning.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>Why it is as it is: for a failure the words of the action that failed.</summary>
    public required string Reason { get; init; }

    /// <summary>The code of the failure, such as <c>JobFailed</c>.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The stage that matters: the failed, waiting or running one.</summary>
    public string? Stage { get; init; }

    /// <summary>The action in it that matters.</summary>
    public string? Action { get; init; }

    /// <summary>What it waits for.</summary>
    public MlPipelineWait WaitingFor { get; init; }

    /// <summary>Who or what can end the wait: the approval's action, or whoever disabled the transition.</summary>
    public string? WaitingOn { get; init; }

    /// <summary>Since when it has been so (UTC).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How long it had been so when it was read.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>
    /// When an execution last went through the last stage (UTC). Null also where the newest failed in the last stage and the
    /// history was not read.
    /// </summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>The newest execution's id.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>What started the newest execution; known where the history was read.</summary>
    public string? Trigger { get; init; }

    /// <summary>The source revision of the newest execution, such as a commit id.</summary>
    public string? Revision { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The pipeline's ARN; null where the account could not be told.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account; null where it could not be told.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The stages with their actions, in order; never null.</summary>
    public MlList<MlPipelineStage> Stages { get; init; } = [];

    /// <summary>The stable key of the pipeline, the same whatever its state.</summary>
    public string Key => string.Join('/', Source, Account ?? "-", Region, PipelineName);

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = Severity,
        Reason = Reason,
        Key = Key,
        Occurrence = string.Join('/', ExecutionId, Status, Stage, Action),
        Source = Source.ToString(),
        Resource = PipelineName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = IsStalled ? $"{Status}, waiting for {WaitingFor}" : Status.ToString(),
        Since = Since,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "PipelineStatus", ToAlertSubject(), ProfileName, null,
        [("Engine", Source.ToString(), false), ("PipelineName", PipelineName, false)]);

    /// <inheritdoc/>
    public override string ToString() => $"{PipelineName}: {Status}";
}
