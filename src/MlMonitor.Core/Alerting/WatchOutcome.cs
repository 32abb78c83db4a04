namespace MlMonitor.Core.Alerting;

/// <summary>How far a watch came in a run. Alerts end only where their watch looked and did not find them again.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Checked">Whether it ran.</param>
/// <param name="NotChecked">The resources, or keys of alerts, that it could not check.</param>
public sealed record WatchOutcome(string Watch, bool Checked, IReadOnlySet<string> NotChecked)
{
    /// <summary>The regions of which it saw too little to say of anything there that it is over.</summary>
    public IReadOnlySet<string> NotCheckedRegions { get; init; } = new HashSet<string>();

    /// <summary>Whether it looked at the thing of an alert. One of no region may be of any.</summary>
    /// <param name="alert">The alert.</param>
    /// <returns>Whether it did.</returns>
    public bool HasLookedAt(AlertRecord alert) => Checked
        && !NotChecked.Contains(alert.Key) && !(alert.Resource is { } resource && NotChecked.Contains(resource))
        && (NotCheckedRegions.Count == 0 || (!string.IsNullOrEmpty(alert.Region) && !NotCheckedRegions.Contains(alert.Region)));
}
