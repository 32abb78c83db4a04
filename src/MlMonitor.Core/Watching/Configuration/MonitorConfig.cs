using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>What a run watches, and whom it tells.</summary>
public sealed record MonitorConfig
{
    /// <summary>The regions; empty for the session's or environment's own.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The profiles; empty for the session's or environment's own credentials.</summary>
    public IReadOnlyList<string> ProfileNames { get; init; } = [];

    /// <summary>Where the state is kept; null where the file does not say.</summary>
    public string? StatePath { get; init; }

    /// <summary>How many calls the watches of a run may make; null for any number.</summary>
    public int? CallBudget { get; init; }

    /// <summary>The watches.</summary>
    public IReadOnlyList<Watch> Watches { get; init; } = [];

    /// <summary>How alerts become messages.</summary>
    public AlertPolicy Alerts { get; init; } = new();

    /// <summary>The topic that -Heartbeat publishes to; null where the file names none.</summary>
    public string? HeartbeatTopicArn { get; init; }
}
