namespace MlMonitor;

/// <summary>One stage of a pipeline, as its latest execution left it.</summary>
public sealed record MlPipelineStage
{
    /// <summary>The stage's name.</summary>
    public required string Name { get; init; }

    /// <summary>The unified status; <see cref="MlStatus.Pending"/> where nothing has reached the stage yet.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it; null where nothing has reached the stage yet.</summary>
    public string? RawStatus { get; init; }

    /// <summary>The execution this status belongs to; an older one than the pipeline's where the newest has not come so far.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Whether the way into this stage is open.</summary>
    public bool TransitionEnabled { get; init; } = true;

    /// <summary>Why somebody closed the way into this stage.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>The ARN of whoever last opened or closed the way into this stage.</summary>
    public string? DisabledBy { get; init; }

    /// <summary>When the way into this stage was closed (UTC).</summary>
    public DateTimeOffset? DisabledSince { get; init; }

    /// <summary>The stage's actions in the order AWS gives them; never null.</summary>
    public MlList<MlPipelineAction> Actions { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status}";
}
