namespace MlMonitor.Core.Alerting;

/// <summary>How far a watch came in a run. Alerts end only where their watch looked and did not find them again.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Checked">Whether it ran.</param>
/// <param name="NotChecked">The resources, or keys of alerts, that it could not check.</param>
public sealed record WatchOutcome(string Watch, bool Checked, IReadOnlySet<string> NotChecked);
