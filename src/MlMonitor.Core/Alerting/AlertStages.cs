namespace MlMonitor.Core.Alerting;

/// <summary>
/// What becomes of what a run found: mute, dedup, send, record. Messages are kept before they go out and recorded as sent after the
/// topic took them, so that a crash repeats a message, the same one, and loses none.
/// </summary>
/// <param name="policy">The rules.</param>
/// <param name="store">Keeps what is known between runs.</param>
/// <param name="sender">Sends.</param>
public sealed class AlertStages(AlertPolicy policy, IAlertStore store, IAlertSender sender)
{
    /// <summary>Takes the ledger, decides, sends and records.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="wait">How long to wait for another run that has the ledger.</param>
    /// <param name="sink">Hears of what was not sent, and of silences that ended.</param>
    /// <param name="cancellationToken">Gives up. What was not sent is sent by the next run.</param>
    /// <returns>What was decided of each alert and topic; empty where the ledger could not be had.</returns>
    public async Task<IReadOnlyList<MlAlertDecision>> RunAsync(ObservedRun run, TimeSpan wait, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var lease = await store.OpenAsync(wait, sink, cancellationToken).ConfigureAwait(false);
        if (lease is null)
            return [];
        await using (lease.ConfigureAwait(false))
            return await RunAsync(run, lease, sink, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides, sends and records in a ledger that the caller has taken.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="lease">The ledger.</param>
    /// <param name="sink">Hears of what was not sent, and of silences that ended.</param>
    /// <param name="cancellationToken">Gives up. What was not sent is sent by the next run.</param>
    /// <returns>What was decided of each alert and topic.</returns>
    public async Task<IReadOnlyList<MlAlertDecision>> RunAsync(ObservedRun run, AlertLedgerLease lease, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var delivery = new AlertDeliveryRun(policy, sender, lease, run.At, sink);
        var repeated = await delivery.SendAsync(lease.Ledger, [], cancellationToken).ConfigureAwait(false);
        var (planned, decisions) = Decide(delivery.Ledger, run, sink);
        // Kept before anything goes out: from here on a crash loses nothing.
        await delivery.SaveAsync(planned, cancellationToken).ConfigureAwait(false);
        var sent = await delivery.SendAsync(planned, decisions, cancellationToken).ConfigureAwait(false);
        return [.. repeated, .. sent.Where(d => d.Reason != MlAlertReason.NotYetDue || !repeated.Any(r => r.Sent && r.Key == d.Key && r.TopicArn == d.TopicArn))];
    }

    /// <summary>Decides what a run would send, and sends and records nothing.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="sink">Hears of what keeps the ledger from being read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was decided of each alert and topic.</returns>
    public async Task<IReadOnlyList<MlAlertDecision>> PreviewAsync(ObservedRun run, IMonitorSink sink, CancellationToken cancellationToken) =>
        await store.ReadAsync(sink, cancellationToken).ConfigureAwait(false) is { } ledger ? Decide(ledger, run, sink).Decisions : [];

    private (AlertLedger Ledger, IReadOnlyList<MlAlertDecision> Decisions) Decide(AlertLedger ledger, ObservedRun run, IMonitorSink sink)
    {
        foreach (var over in ledger.Silences.Where(s => !s.EndTold && s.PhaseAt(run.At) == MlSilencePhase.Ended))
            sink.Warn($"Silence {over.Id} of {over.By} ended at {over.Ends:u} ({over.Why}). What it held back and still fires is sent.");
        ledger = ledger with { Silences = [.. ledger.Silences.Select(s => s.PhaseAt(run.At) == MlSilencePhase.Ended ? s with { EndTold = true } : s)] };
        var (planned, decisions) = new AlertPlanner(policy, run.At).Plan(AlertTransitions.Apply(ledger, run, policy.FlapWindow));
        foreach (var watch in decisions.Where(d => d.Reason == MlAlertReason.NotRouted).GroupBy(d => d.Watch))
            sink.Warn($"{watch.Count()} alerts of the watch {watch.Key} go to no topic: no route takes them.");
        return (planned, decisions);
    }
}
