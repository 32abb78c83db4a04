namespace MlMonitor.Sandbox.Platform.Topics;

/// <summary>A message that a topic has accepted.</summary>
public sealed record PublishedMessage
{
    /// <summary>The topic's ARN.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The id that the publisher was given.</summary>
    public required string MessageId { get; init; }

    /// <summary>The subject; null when there was none.</summary>
    public string? Subject { get; init; }

    /// <summary>The message as it was sent.</summary>
    public required string Message { get; init; }

    /// <summary>The message attributes: name to value (binary ones in base64).</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The message group of a FIFO topic.</summary>
    public string? GroupId { get; init; }

    /// <summary>The deduplication id of a FIFO topic, given or computed from the content.</summary>
    public string? DedupId { get; init; }

    /// <summary>The place in a FIFO topic's order.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>When the topic accepted it, by the sandbox's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The region of the topic.</summary>
    public required string Region { get; init; }
}
