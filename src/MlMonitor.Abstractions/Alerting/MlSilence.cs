namespace MlMonitor;

/// <summary>A time in which alerts that match are not sent, because somebody said so.</summary>
public sealed record MlSilence
{
    /// <summary>Tells it from others.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public required MlSilencePhase Phase { get; init; }

    /// <summary>The keys it silences, with wildcards; null for any.</summary>
    public string? Key { get; init; }

    /// <summary>The sources it silences, with wildcards; null for any.</summary>
    public string? Source { get; init; }

    /// <summary>The resources it silences, with wildcards; null for any.</summary>
    public string? Resource { get; init; }

    /// <summary>The watches it silences, with wildcards; null for any.</summary>
    public string? Watch { get; init; }

    /// <summary>The severities it silences; empty for any.</summary>
    public MlList<MlSeverity> Severity { get; init; } = [];

    /// <summary>From when (UTC).</summary>
    public required DateTimeOffset Starts { get; init; }

    /// <summary>Until when (UTC).</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>The state it is kept in, for other commands.</summary>
    public required string StatePath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Why} ({By}, until {Ends:u})";
}
