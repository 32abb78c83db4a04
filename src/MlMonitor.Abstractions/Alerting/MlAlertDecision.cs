namespace MlMonitor;

/// <summary>What a run decided about one alert and one topic, and why.</summary>
public sealed record MlAlertDecision
{
    /// <summary>The stable key of what it is about.</summary>
    public required string Key { get; init; }

    /// <summary>The watch that found it.</summary>
    public required string Watch { get; init; }

    /// <summary>How far it is.</summary>
    public required MlAlertPhase Phase { get; init; }

    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>Why it was sent, or was not.</summary>
    public required MlAlertReason Reason { get; init; }

    /// <summary>Whether the topic took it.</summary>
    public required bool Sent { get; init; }

    /// <summary>What was found, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The topic; null where no topic came into question.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The id the topic gave the message; null where none was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>The key of the message, the same where a message is repeated after a crash; null where none was to be sent.</summary>
    public string? MessageKey { get; init; }

    /// <summary>What holds it back: the silence, the quiet hours or the maintenance window; null where nothing does.</summary>
    public string? MutedBy { get; init; }

    /// <summary>When it would be told again at the earliest (UTC); null where no time can be told.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Reason}{(Sent ? " (sent)" : "")}";
}
