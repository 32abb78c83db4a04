namespace MlMonitor;

/// <summary>What became of one alert.</summary>
public sealed record MlAlert
{
    /// <summary>The topic it went to, or would have gone to.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The id the topic gave it; null where it was not sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>The stable key of what it is about.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the topic took it.</summary>
    public required bool Sent { get; init; }

    /// <summary>Why it was sent, or was not.</summary>
    public required MlAlertReason Reason { get; init; }

    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>The subject line: printable ASCII, at most 99 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The body.</summary>
    public required string Message { get; init; }

    /// <summary>The bytes of the body that did not fit and were cut off; 0 where all did.</summary>
    public int TruncatedBytes { get; init; }

    /// <summary>When the topic took it (UTC); null where it was not sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Sent ? $"{Subject} (sent)" : $"{Subject} ({Reason})";
}
