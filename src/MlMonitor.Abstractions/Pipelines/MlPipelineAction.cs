namespace MlMonitor;

/// <summary>One action of a stage, as its latest execution left it.</summary>
public sealed record MlPipelineAction
{
    /// <summary>The action's name.</summary>
    public required string Name { get; init; }

    /// <summary>The unified status; <see cref="MlStatus.Pending"/> where it never ran.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it; null where it never ran.</summary>
    public string? RawStatus { get; init; }

    /// <summary>The action's own short account of what it did.</summary>
    public string? Summary { get; init; }

    /// <summary>The code of the failure, such as <c>JobFailed</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What went wrong, as the action's provider put it.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>When the status last changed (UTC).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How far it says it is, 0 to 100.</summary>
    public int? PercentComplete { get; init; }

    /// <summary>Whether it waits for a person's approval.</summary>
    public bool AwaitsApproval { get; init; }

    /// <summary>The id of the run in the action's own service, such as a CodeBuild build id.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Where that run can be looked at.</summary>
    public Uri? ExternalLink { get; init; }

    /// <summary>The revision a source action last saw, such as a commit id.</summary>
    public string? Revision { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status}";
}
