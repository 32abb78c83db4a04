namespace MlMonitor.Core.Alerting;

/// <summary>Finds what holds an alert back.</summary>
/// <param name="silences">The silences.</param>
/// <param name="policy">The quiet hours and maintenance windows.</param>
/// <param name="at">When (UTC).</param>
internal sealed class AlertMute(IReadOnlyList<SilenceRecord> silences, AlertPolicy policy, DateTimeOffset at)
{
    private readonly SilenceRecord[] _silences = [.. silences.Where(s => s.PhaseAt(at) == MlSilencePhase.Active)];
    private readonly MaintenanceWindow[] _maintenance = [.. policy.Maintenance.Where(m => m.Starts <= at && at < m.Ends)];
    private readonly QuietHours[] _quiet = [.. policy.QuietHours.Where(q => q.Hold(at))];

    /// <summary>What holds it back, in words; null where nothing does.</summary>
    /// <param name="alert">The alert.</param>
    public string? Of(AlertRecord alert) =>
        Array.Find(_silences, s => s.Matcher.Matches(alert)) is { } silence ? $"silence {silence.Id} of {silence.By}: {silence.Why}"
        : Array.Find(_maintenance, m => m.Matcher.Matches(alert)) is { } window ? $"maintenance {window.Name}"
        : Array.Find(_quiet, q => q.Matcher.Matches(alert)) is { } hours ? $"quiet hours {hours.Name}"
        : null;
}
