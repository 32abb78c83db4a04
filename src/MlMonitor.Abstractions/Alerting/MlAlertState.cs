namespace MlMonitor;

/// <summary>What is remembered of one alert between runs.</summary>
public sealed record MlAlertState
{
    /// <summary>The stable key of what it is about.</summary>
    public required string Key { get; init; }

    /// <summary>The watch that found it.</summary>
    public required string Watch { get; init; }

    /// <summary>How far it is.</summary>
    public required MlAlertPhase Phase { get; init; }

    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What was found, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The service or check that speaks.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the thing it is about.</summary>
    public string? Resource { get; init; }

    /// <summary>The AWS region it was seen in.</summary>
    public string? Region { get; init; }

    /// <summary>The twelve digits of the AWS account it was seen in.</summary>
    public string? Account { get; init; }

    /// <summary>Since when it has been in this phase (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When a run last found it (UTC).</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When a topic was last told of it (UTC); null where none was.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The topics that were told and have not been told that it is over.</summary>
    public MlList<string> TopicArn { get; init; } = [];

    /// <summary>The topics that did not take it and are still owed it.</summary>
    public MlList<string> UnsentTopicArn { get; init; } = [];

    /// <summary>What held it back at the last run: the silence, the quiet hours or the maintenance window; null where nothing did.</summary>
    public string? MutedBy { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The state it is kept in, for other commands.</summary>
    public required string StatePath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Phase}, {Severity}";
}
