namespace MlMonitor.Core.Endpoints;

/// <summary>Which endpoints to read.</summary>
public sealed record EndpointQuery
{
    /// <summary>Endpoints named in full: each is asked for by itself.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all endpoints by name; null to list none but the named.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>A part that every wanted name has, so that AWS can leave out others; null for none.</summary>
    public string? NameContains { get; init; }

    /// <summary>The statuses wanted; empty for all.</summary>
    public IReadOnlySet<MlStatus> Statuses { get; init; } = new HashSet<MlStatus>();

    /// <summary>Tags the endpoints must have.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether every endpoint given is to have its tags: where Search does not tell them, that takes one call more for each.
    /// </summary>
    public bool IncludeTags { get; init; }

    internal bool NeedsTags => IncludeTags || Tags.Count > 0;

    /// <summary>Whether an endpoint that the list shows with this word may turn out to have a status that is wanted.</summary>
    internal bool MayWant(string? raw) => Statuses.Count == 0 || EndpointStatusMap.Of(raw) switch
    {
        // What is in service may lack something.
        MlStatus.Healthy => Statuses.Contains(MlStatus.Healthy) || Statuses.Contains(MlStatus.Degraded),
        var status => Statuses.Contains(status),
    };

    internal bool Wants(MlStatus status) => Statuses.Count == 0 || Statuses.Contains(status);

    internal bool HasTags(IReadOnlyDictionary<string, string>? tags) =>
        Tags.All(wanted => tags is not null && tags.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
}
