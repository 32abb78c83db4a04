namespace MlMonitor;

/// <summary>One execution of a pipeline, of any engine. Flat, so that it goes into a CSV file as it is.</summary>
public sealed record MlPipelineRun : IMlAlertable, IMlMeasurable
{
    /// <summary>The pipeline's name.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The engine it ran on.</summary>
    public required MlPipelineSource Source { get; init; }

    /// <summary>The execution's id: CodePipeline's execution id, or the last part of the execution's ARN.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>Why it is as it is; empty where there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long it took, or has taken by now, in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What started it.</summary>
    public string? Trigger { get; init; }

    /// <summary>The source revision it ran on, such as a commit id.</summary>
    public string? Revision { get; init; }

    /// <summary>Its steps, where they were asked for; never null.</summary>
    public MlList<MlPipelineStep> Steps { get; init; } = [];

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The execution's ARN; for CodePipeline, which gives executions none, the pipeline's.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account; null where it could not be told.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = IsFailure ? MlSeverity.Critical : Status is MlStatus.Stopped ? MlSeverity.Warning : MlSeverity.Ok,
        Reason = Reason.Length > 0 ? Reason : Status.ToString(),
        Key = string.Join('/', Source, Account ?? "-", Region, PipelineName),
        Occurrence = $"{ExecutionId}/{Status}",
        Source = Source.ToString(),
        Resource = PipelineName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Status.ToString(),
        Since = Ended ?? Started,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "PipelineRun", ToAlertSubject(), ProfileName, Ended,
        [("Engine", Source.ToString(), false), ("PipelineName", PipelineName, false)],
        ("Duration", DurationSeconds, "s"));

    /// <inheritdoc/>
    public override string ToString() => $"{PipelineName} {ExecutionId}: {Status}";
}
