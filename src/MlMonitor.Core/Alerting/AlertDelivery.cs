namespace MlMonitor.Core.Alerting;

/// <summary>What one topic was told of one alert, since it was last told that it is over.</summary>
/// <param name="TopicArn">The topic.</param>
public sealed record AlertDelivery(string TopicArn)
{
    /// <summary>When the topic last took a message that it fires (UTC); null where it took none.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The severity it was told.</summary>
    public MlSeverity? Severity { get; init; }

    /// <summary>Since when the topic has not taken a message (UTC); null where it took the last.</summary>
    public DateTimeOffset? RefusedAt { get; init; }
}
