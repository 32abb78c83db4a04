namespace MlMonitor.Core.Alerting;

/// <summary>All that is kept between runs.</summary>
public sealed record AlertLedger
{
    /// <summary>The alerts, by key.</summary>
    public IReadOnlyDictionary<string, AlertRecord> Alerts { get; init; } = new Dictionary<string, AlertRecord>();

    /// <summary>The silences.</summary>
    public IReadOnlyList<SilenceRecord> Silences { get; init; } = [];

    /// <summary>The messages that are about to be sent.</summary>
    public IReadOnlyList<PlannedMessage> Planned { get; init; } = [];

    /// <summary>The watches, by name.</summary>
    public IReadOnlyDictionary<string, WatchMark> Watches { get; init; } = new Dictionary<string, WatchMark>();

    /// <summary>The run that is under way, or did not come to its end; null where the last one did.</summary>
    public UnfinishedRun? Unfinished { get; init; }
}
