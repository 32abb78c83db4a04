namespace MlMonitor.Core.Alerting;

/// <summary>What people see of a ledger and change in it.</summary>
/// <param name="store">The ledger.</param>
/// <param name="place">Where it is, as people give it.</param>
/// <param name="clock">Tells when.</param>
public sealed class AlertBook(IAlertStore store, string place, TimeProvider clock)
{
    /// <summary>A run has the ledger for a moment at its end.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>The alerts that are remembered.</summary>
    /// <param name="matcher">Which.</param>
    /// <param name="sink">Hears of what keeps them from being read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The alerts, the worst first.</returns>
    public async Task<IReadOnlyList<MlAlertState>> AlertsAsync(AlertMatcher matcher, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var ledger = await store.ReadAsync(sink, cancellationToken).ConfigureAwait(false);
        return [.. (ledger?.Alerts.Values ?? []).Where(matcher.Matches)
            .OrderBy(a => a.Phase == MlAlertPhase.Firing ? 0 : 1).ThenByDescending(a => AlertRank.Of(a.Severity)).ThenBy(a => a.Key, StringComparer.Ordinal).Select(Show)];
    }

    /// <summary>The silences that are remembered.</summary>
    /// <param name="sink">Hears of what keeps them from being read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The silences, by when they end.</returns>
    public async Task<IReadOnlyList<MlSilence>> SilencesAsync(IMonitorSink sink, CancellationToken cancellationToken)
    {
        var ledger = await store.ReadAsync(sink, cancellationToken).ConfigureAwait(false);
        return [.. (ledger?.Silences ?? []).OrderBy(s => s.Ends).Select(Show)];
    }

    /// <summary>Adds a silence.</summary>
    /// <param name="silence">The silence.</param>
    /// <param name="sink">Hears of what keeps it from being added.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The silence; null where it was not added.</returns>
    public Task<MlSilence?> AddAsync(SilenceRecord silence, IMonitorSink sink, CancellationToken cancellationToken) =>
        ChangeAsync(ledger => (ledger with { Silences = [.. ledger.Silences, silence] }, silence), sink, cancellationToken);

    /// <summary>Ends a silence now. The next run says that it is over.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sink">Hears of what keeps it from being ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The silence; null where it was not ended.</returns>
    public Task<MlSilence?> EndAsync(string id, IMonitorSink sink, CancellationToken cancellationToken) => ChangeAsync(ledger =>
    {
        var now = clock.GetUtcNow();
        if (ledger.Silences.FirstOrDefault(s => s.Id == id && s.PhaseAt(now) != MlSilencePhase.Ended) is not { } silence)
        {
            sink.Report(Problem.Of(ProblemId.SilenceNotFound, $"There is no silence '{id}' in {place} that has not ended.", id, "Look with Get-MlSilence which there are."));
            return (null, null);
        }

        var ended = silence with { Ends = now, Starts = silence.Starts < now ? silence.Starts : now };
        return (ledger with { Silences = [.. ledger.Silences.Where(s => s.Id != id), ended] }, ended);
    }, sink, cancellationToken);

    private async Task<MlSilence?> ChangeAsync(Func<AlertLedger, (AlertLedger? Ledger, SilenceRecord? Silence)> change, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var lease = await store.OpenAsync(Wait, sink, cancellationToken).ConfigureAwait(false);
        if (lease is null)
            return null;
        await using (lease.ConfigureAwait(false))
        {
            if (change(lease.Ledger) is not ({ } ledger, { } silence))
                return null;
            var problem = await lease.SaveAsync(ledger, cancellationToken).ConfigureAwait(false);
            if (problem is null)
                return Show(silence);
            sink.Report(problem);
            return null;
        }
    }

    private MlAlertState Show(AlertRecord alert) => new()
    {
        Key = alert.Key,
        Watch = alert.Watch,
        Phase = alert.Phase,
        Severity = alert.Severity,
        Reason = alert.Reason,
        Source = alert.Source,
        Resource = alert.Resource,
        Region = alert.Region,
        Account = alert.Account,
        Since = alert.Since,
        LastSeenAt = alert.LastSeenAt,
        SentAt = alert.Deliveries.Max(d => d.SentAt),
        TopicArn = [.. alert.Deliveries.Where(d => d.SentAt is not null).Select(d => d.TopicArn)],
        UnsentTopicArn = [.. alert.Deliveries.Where(d => d.RefusedAt is not null).Select(d => d.TopicArn)],
        MutedBy = alert.MutedBy,
        ConsoleLink = alert.ConsoleLink,
        StatePath = place,
    };

    private MlSilence Show(SilenceRecord silence) => new()
    {
        Id = silence.Id,
        Phase = silence.PhaseAt(clock.GetUtcNow()),
        Key = silence.Matcher.Key,
        Source = silence.Matcher.Source,
        Resource = silence.Matcher.Resource,
        Watch = silence.Matcher.Watch,
        Severity = [.. silence.Matcher.Severity],
        Starts = silence.Starts,
        Ends = silence.Ends,
        By = silence.By,
        Why = silence.Why,
        StatePath = place,
    };
}
