namespace MlMonitor.Core.Pipelines;

/// <summary>Chooses pipelines by name, engine and tag.</summary>
public record PipelineSelection
{
    /// <summary>Pipelines named in full: read without listing the others, and an error each where they are nowhere.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all pipelines by name; null to list none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>The engines wanted; empty for all.</summary>
    public IReadOnlySet<MlPipelineSource> Sources { get; init; } = new HashSet<MlPipelineSource>();

    /// <summary>The statuses wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>Tags the pipelines must have, each with exactly its value; empty for any.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal bool Wants(MlPipelineSource source) => Sources.Count == 0 || Sources.Contains(source);

    internal bool Wants(MlStatus status) => Statuses.Count == 0 || Statuses.Contains(status);

    /// <summary>Whether a pipeline met in a list is wanted and not already named in full.</summary>
    internal bool WantsListed(string name) => Matches?.Invoke(name) == true && !Names.Contains(name);

    /// <summary>The same choice among the pipelines of one engine that have the tags; null where it is none.</summary>
    /// <param name="tagged">Their names, as their ARNs have them.</param>
    /// <param name="source">The engine.</param>
    internal PipelineSelection? Among(IReadOnlySet<string> tagged, MlPipelineSource source)
    {
        string[] named = [.. Names.Where(tagged.Contains)];
        string[] matching = Matches is { } matches ? [.. tagged.Where(name => matches(name) && !named.Contains(name)).Order(StringComparer.Ordinal)] : [];
        if (named.Length + matching.Length == 0)
            return null;
        // The ARNs of SageMaker do not tell how a name is spelt: its list does.
        return source == MlPipelineSource.SageMakerPipeline && matching.Length > 0
            ? this with { Names = named, Matches = name => tagged.Contains(name) && Matches!(name) }
            : this with { Names = [.. named, .. matching], Matches = null };
    }
}

/// <summary>Which pipelines to read, and how much of them.</summary>
public sealed record PipelineQuery : PipelineSelection
{
    /// <summary>
    /// Whether to read each pipeline's history too: for what started it, when it last succeeded, and how long its running
    /// step usually takes. At most two calls more for each pipeline; for one that runs on SageMaker Pipelines up to seven.
    /// </summary>
    public bool IncludeHistory { get; init; }
}

/// <summary>Which executions to read, and how much of them.</summary>
public sealed record PipelineRunQuery : PipelineSelection
{
    /// <summary>The window in which they started.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>How many of each pipeline at most; null for all in the window.</summary>
    public int? First { get; init; }

    /// <summary>Whether to read the steps of each execution.</summary>
    public bool IncludeStep { get; init; }
}
