namespace MlMonitor.Core.Training.Jobs;

/// <summary>Which jobs to read.</summary>
public sealed record JobQuery
{
    /// <summary>Jobs named in full: each is asked for by itself.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all jobs by name; null to list none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>A part that every wanted name has, so that AWS can leave out others; null for none.</summary>
    public string? NameContains { get; init; }

    /// <summary>The kinds wanted; empty for all.</summary>
    public IReadOnlySet<MlJobType> Types { get; init; } = new HashSet<MlJobType>();

    /// <summary>The statuses wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>The earliest creation.</summary>
    public required DateTimeOffset After { get; init; }

    /// <summary>How many jobs of each kind at most, the newest; null for all since then.</summary>
    public int? First { get; init; }

    /// <summary>Tags the jobs must have.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal bool Wants(MlJobType type) => Types.Count == 0 || Types.Contains(type);

    internal bool Wants(MlJob job) =>
        (Matches?.Invoke(job.JobName) ?? false)
        && (Statuses.Count == 0 || Statuses.Contains(job.Status))
        && (job.Created is not { } created || created >= After);
}
