namespace MlMonitor;

/// <summary>One step of an execution: an action, a state, or a step of a SageMaker pipeline.</summary>
public sealed record MlPipelineStep
{
    /// <summary>The step's name; a CodePipeline action with its stage in front.</summary>
    public required string Name { get; init; }

    /// <summary>What the step does, such as <c>CodeBuild</c>, <c>Training</c> or <c>Task</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>What went wrong; empty where nothing did.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long it took, in seconds; null while it runs.</summary>
    public double? DurationSeconds => (Ended - Started)?.TotalSeconds;

    /// <summary>The ARN or id of what ran for it, such as a build or a job.</summary>
    public string? ExternalId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status}";
}
