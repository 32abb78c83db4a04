namespace MlMonitor.Core.Alerting;

/// <summary>A silence as it is kept.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Matcher">Which alerts it silences.</param>
/// <param name="Starts">From when (UTC).</param>
/// <param name="Ends">Until when (UTC).</param>
/// <param name="By">Who said so.</param>
/// <param name="Why">Why.</param>
public sealed record SilenceRecord(string Id, AlertMatcher Matcher, DateTimeOffset Starts, DateTimeOffset Ends, string By, string Why)
{
    /// <summary>Whether a run has said that it is over.</summary>
    public bool EndTold { get; init; }

    /// <summary>How far it is.</summary>
    /// <param name="at">When.</param>
    /// <returns>The phase.</returns>
    public MlSilencePhase PhaseAt(DateTimeOffset at) => at < Starts ? MlSilencePhase.Scheduled : at < Ends ? MlSilencePhase.Active : MlSilencePhase.Ended;
}
