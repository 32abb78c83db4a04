namespace MlMonitor.Core.Pipelines;

/// <summary>Which builds to read, and how much of them.</summary>
public sealed record BuildQuery
{
    /// <summary>Builds named by their ids.</summary>
    public IReadOnlyList<string> BuildIds { get; init; } = [];

    /// <summary>Projects named in full.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Chooses among all projects by name; null to list none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>The window in which they started; builds named by id are given whenever they started.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>The statuses wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>How many of each project at most; null for all in the window.</summary>
    public int? First { get; init; }

    /// <summary>How many of the last log lines to read with each; 0 for none.</summary>
    public int LogLines { get; init; }
}
