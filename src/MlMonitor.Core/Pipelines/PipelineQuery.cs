namespace MlMonitor.Core.Pipelines;

/// <summary>Which pipelines to read, and how much of them.</summary>
public sealed record PipelineQuery
{
    /// <summary>Pipelines named in full: read without listing the others, and an error each where they are nowhere.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all pipelines by name; null to list none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>The statuses wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>Whether to read each pipeline's history too, for its trigger and its last success: one call more for each.</summary>
    public bool IncludeHistory { get; init; }
}
