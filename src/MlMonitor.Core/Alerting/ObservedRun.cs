namespace MlMonitor.Core.Alerting;

/// <summary>What a run of the watches found.</summary>
/// <param name="Found">What is wrong or could not be checked.</param>
/// <param name="Watches">How far each watch came; alerts of watches that are not named stay as they were.</param>
/// <param name="At">When (UTC).</param>
public sealed record ObservedRun(IReadOnlyList<Observation> Found, IReadOnlyList<WatchOutcome> Watches, DateTimeOffset At)
{
    /// <summary>
    /// The names of all watches that the configuration has, due or not: an alert of any other has nobody left who could see that it is
    /// over, and ends. Null where that is not known, and none ends so.
    /// </summary>
    public IReadOnlySet<string>? Configured { get; init; }

    /// <summary>When the watches ran that need not run again before they are due. Recorded together with what they found, or not at all.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Ran { get; init; } = new Dictionary<string, DateTimeOffset>();
}
