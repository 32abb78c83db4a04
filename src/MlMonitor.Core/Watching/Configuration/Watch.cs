namespace MlMonitor.Core.Watching.Configuration;

/// <summary>What to watch: a test, of what, how often, and how it is judged.</summary>
public sealed record Watch
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The test.</summary>
    public required WatchKind Kind { get; init; }

    /// <summary>The line it begins on.</summary>
    public int Line { get; init; }

    /// <summary>The names of the things, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The tags that the things must have, and that its alerts carry.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>The regions; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The profiles; empty for those of the configuration.</summary>
    public IReadOnlyList<string> ProfileNames { get; init; } = [];

    /// <summary>How often it runs; zero for every run.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>How long what it finds has to be there before it fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>What each severity counts as here; those that are not named count as they are.</summary>
    public IReadOnlyDictionary<MlSeverity, MlSeverity> Severity { get; init; } = new Dictionary<MlSeverity, MlSeverity>();

    /// <summary>The parameters of the command.</summary>
    public IReadOnlyDictionary<string, object?> Parameter { get; init; } = new Dictionary<string, object?>();

    /// <summary>The severities its alerts can have.</summary>
    public IEnumerable<MlSeverity> Gives => Kind.Gives.Append(MlSeverity.NoData).Select(Judged).Distinct();

    /// <summary>What a severity counts as here.</summary>
    /// <param name="found">The severity that was found.</param>
    /// <returns>What it counts as.</returns>
    public MlSeverity Judged(MlSeverity found) => Severity.GetValueOrDefault(found, found);
}
