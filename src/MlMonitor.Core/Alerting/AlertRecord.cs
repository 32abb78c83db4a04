namespace MlMonitor.Core.Alerting;

/// <summary>What is kept of one alert between runs.</summary>
public sealed record AlertRecord
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

    /// <summary>The name of the thing.</summary>
    public string? Resource { get; init; }

    /// <summary>The ARN of the thing.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public string? Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The status in words.</summary>
    public string? Status { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The tags that routes, silences and windows match on.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Since when it has been in its phase (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was first found, this time (UTC).</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last found (UTC).</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it began and ended to fire, as far back as is counted for flapping (UTC).</summary>
    public IReadOnlyList<DateTimeOffset> Changes { get; init; } = [];

    /// <summary>What each topic was told.</summary>
    public IReadOnlyList<AlertDelivery> Deliveries { get; init; } = [];

    /// <summary>What holds it back; null where nothing does.</summary>
    public string? MutedBy { get; init; }
}
