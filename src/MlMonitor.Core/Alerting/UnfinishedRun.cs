namespace MlMonitor.Core.Alerting;

/// <summary>A run that is under way, or did not come to its end: how far it is, for whoever goes on with it.</summary>
/// <param name="Asked">What it was asked to do, as a digest: nobody goes on with it who was asked for anything else.</param>
/// <param name="SavedAt">When this was last written (UTC).</param>
/// <param name="Done">The watches that are done.</param>
public sealed record UnfinishedRun(string Asked, DateTimeOffset SavedAt, IReadOnlyList<WatchProgress> Done);

/// <summary>What one watch of a run found.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="At">When the run began that it was done in (UTC).</param>
public sealed record WatchProgress(string Watch, DateTimeOffset At)
{
    /// <summary>What is wrong or could not be checked.</summary>
    public IReadOnlyList<Observation> Found { get; init; } = [];

    /// <summary>How many things it looked at of each severity.</summary>
    public IReadOnlyDictionary<MlSeverity, int> Count { get; init; } = new Dictionary<MlSeverity, int>();

    /// <summary>How many things it could not look at.</summary>
    public int CouldNotCheck { get; init; }

    /// <summary>Whether nothing hindered it as a whole.</summary>
    public bool IsChecked { get; init; } = true;

    /// <summary>The resources that it could not check.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>The regions that it saw too little of.</summary>
    public IReadOnlyList<string> NotCheckedRegions { get; init; } = [];

    /// <summary>Whether it need not run again before it is due: at most single things stood in its way.</summary>
    public bool IsComplete => IsChecked && NotCheckedRegions.Count == 0;

    /// <summary>How far it came.</summary>
    /// <returns>The outcome.</returns>
    public WatchOutcome ToOutcome() => new(Watch, IsChecked, NotChecked.ToHashSet(StringComparer.Ordinal))
    {
        NotCheckedRegions = NotCheckedRegions.ToHashSet(StringComparer.OrdinalIgnoreCase),
    };
}
