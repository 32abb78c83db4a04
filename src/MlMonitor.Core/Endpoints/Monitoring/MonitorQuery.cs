namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>Which executions of Model Monitor to read.</summary>
public sealed record MonitorQuery
{
    /// <summary>The endpoint that is watched; null for all.</summary>
    public string? EndpointName { get; init; }

    /// <summary>Schedules named in full; one that is nowhere is a problem.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all schedules by name; null to choose none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>A part that every wanted name has, so that AWS can leave out others; null for none.</summary>
    public string? NameContains { get; init; }

    /// <summary>What is watched; empty for everything.</summary>
    public IReadOnlySet<MlMonitoringType> Types { get; init; } = new HashSet<MlMonitoringType>();

    /// <summary>The statuses of executions wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>Executions scheduled since then (UTC); null for all that Model Monitor still knows.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>At most so many executions of each schedule, the newest; null for all.</summary>
    public int? First { get; init; }

    internal bool WantsSchedule(string name) => Matches?.Invoke(name) == true || Names.Contains(name);

    internal bool Wants(MlMonitoringType type) => Types.Count == 0 || Types.Contains(type);

    internal bool Wants(MlStatus status) => Statuses.Count == 0 || Statuses.Contains(status);
}
