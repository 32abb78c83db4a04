namespace MlMonitor;

/// <summary>The last change somebody made to a thing before it failed, as CloudTrail recorded it.</summary>
public sealed record MlFailureChange
{
    /// <summary>The thing that was changed.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What was done, such as <c>UpdatePipeline</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>Who did it.</summary>
    public string? UserName { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>CloudTrail's id of the event.</summary>
    public string? EventId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{EventName} of {ResourceName} by {UserName ?? "somebody"} at {Time:u}";
}
