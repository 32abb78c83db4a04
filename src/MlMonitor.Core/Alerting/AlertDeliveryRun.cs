namespace MlMonitor.Core.Alerting;

/// <summary>Sends the planned messages of one run, one after the other, and records each as soon as its topic took it.</summary>
/// <param name="policy">The form of messages.</param>
/// <param name="sender">Sends.</param>
/// <param name="lease">Where it is recorded.</param>
/// <param name="at">When the run is (UTC).</param>
/// <param name="sink">Hears of what went wrong.</param>
internal sealed class AlertDeliveryRun(AlertPolicy policy, IAlertSender sender, AlertLedgerLease lease, DateTimeOffset at, IMonitorSink sink)
{
    private readonly AlertComposer _composer = new(policy);
    private readonly HashSet<string> _refusing = new(StringComparer.Ordinal);
    private bool _lost;
    private bool _unsaved;

    /// <summary>The ledger as it is now.</summary>
    public AlertLedger Ledger { get; private set; } = lease.Ledger;

    /// <summary>
    /// Writes the ledger. Where that fails the run goes on, since a message twice is better than none; but not where another run has
    /// taken over, which sends them.
    /// </summary>
    public async Task SaveAsync(AlertLedger ledger, CancellationToken cancellationToken)
    {
        Ledger = ledger;
        if (_lost || await lease.SaveAsync(ledger, cancellationToken).ConfigureAwait(false) is not { } problem)
            return;
        _lost = problem.Id == ProblemId.StateTakenOver;
        if (!_unsaved)
            sink.Report(problem);
        _unsaved = true;
    }

    /// <summary>Sends what is planned.</summary>
    /// <param name="ledger">The ledger, with the messages.</param>
    /// <param name="decisions">What was decided; empty where the messages are those of a run that did not come to its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The decisions, with what became of them.</returns>
    public async Task<IReadOnlyList<MlAlertDecision>> SendAsync(AlertLedger ledger, IReadOnlyList<MlAlertDecision> decisions, CancellationToken cancellationToken)
    {
        Ledger = ledger;
        var isRepeat = decisions.Count == 0;
        var results = decisions.ToLookup(d => d.MessageKey);
        var told = new List<MlAlertDecision>(results[null]);
        foreach (var planned in ledger.Planned)
        {
            var message = isRepeat ? StillWanted(planned) : planned;
            var result = message.Lines.Count == 0 ? null : await TrySendAsync(message, cancellationToken).ConfigureAwait(false);
            told.AddRange((isRepeat ? message.Lines.Select(l => Repeated(message, l)) : results[planned.Key]).Select(d => d with
            {
                Sent = result?.Sent == true,
                MessageId = result?.MessageId,
                Reason = result?.Sent == true ? d.Reason : MlAlertReason.PublishFailed,
            }));
            if (_lost)
                continue;
            var rest = Ledger.Planned.Where(p => p.Key != planned.Key).ToList();
            await SaveAsync(Record(message, result?.Sent == true) with { Planned = rest }, cancellationToken).ConfigureAwait(false);
        }

        return told;
    }

    private async Task<MlAlert?> TrySendAsync(PlannedMessage message, CancellationToken cancellationToken)
    {
        if (_lost || _refusing.Contains(message.TopicArn))
            return null;
        if (!await lease.IsHeldAsync(cancellationToken).ConfigureAwait(false))
        {
            _lost = true;
            sink.Report(Problem.Of(ProblemId.StateTakenOver, "Another run has taken the state over; it sends what is left.", message.TopicArn,
                "Nothing. Where this happens often, let runs be further apart."));
            return null;
        }

        var composed = _composer.Compose(message, Ledger.Alerts);
        if (composed.TruncatedBytes > 0)
            sink.Warn($"The alert '{composed.Content.Title}' is too long for SNS: {composed.TruncatedBytes} bytes of its text were cut off.");
        var result = await sender.SendAsync(message.TopicArn, composed, sink, cancellationToken).ConfigureAwait(false);
        // A topic that does not take one message takes no other: it is not asked again before the next run.
        if (!result.Sent)
            _refusing.Add(message.TopicArn);
        return result;
    }

    /// <summary>A silence made since the crash holds for what was about to be sent, too.</summary>
    private PlannedMessage StillWanted(PlannedMessage message)
    {
        var mute = new AlertMute(Ledger.Silences, policy, at);
        return message with { Lines = [.. message.Lines.Where(l => Ledger.Alerts.TryGetValue(l.Key, out var alert) && mute.Of(alert) is null)] };
    }

    private AlertLedger Record(PlannedMessage message, bool sent)
    {
        var alerts = new Dictionary<string, AlertRecord>(Ledger.Alerts, StringComparer.Ordinal);
        foreach (var line in message.Lines)
        {
            var alert = alerts[line.Key];
            var before = alert.Deliveries.FirstOrDefault(d => d.TopicArn == message.TopicArn) ?? new AlertDelivery(message.TopicArn);
            AlertDelivery? after = !sent ? before with { RefusedAt = before.RefusedAt ?? at }
                : line.Reason == MlAlertReason.Resolved ? null
                : before with { SentAt = at, Severity = alert.Severity, RefusedAt = null };
            alert = alert with { Deliveries = [.. alert.Deliveries.Where(d => d.TopicArn != message.TopicArn), .. after is null ? (AlertDelivery[])[] : [after]] };
            if (AlertTransitions.IsDone(alert))
                alerts.Remove(line.Key);
            else
                alerts[line.Key] = alert;
        }

        return Ledger with { Alerts = alerts };
    }

    private MlAlertDecision Repeated(PlannedMessage message, PlannedLine line)
    {
        var alert = Ledger.Alerts[line.Key];
        return new MlAlertDecision
        {
            Key = line.Key,
            Watch = alert.Watch,
            Phase = alert.Phase,
            Severity = alert.Severity,
            Reason = line.Reason,
            Sent = false,
            Message = alert.Reason,
            TopicArn = message.TopicArn,
            MessageKey = message.Key,
        };
    }
}
