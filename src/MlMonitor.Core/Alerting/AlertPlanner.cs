namespace MlMonitor.Core.Alerting;

/// <summary>Decides of each alert and topic whether it is told, and why.</summary>
/// <param name="policy">The rules.</param>
/// <param name="at">When (UTC).</param>
internal sealed class AlertPlanner(AlertPolicy policy, DateTimeOffset at)
{
    /// <summary>Decides, and plans the messages.</summary>
    /// <param name="ledger">The ledger after the run.</param>
    /// <returns>The ledger with the messages in it, and what was decided.</returns>
    public (AlertLedger Ledger, IReadOnlyList<MlAlertDecision> Decisions) Plan(AlertLedger ledger)
    {
        var mute = new AlertMute(ledger.Silences, policy, at);
        var alerts = new Dictionary<string, AlertRecord>(StringComparer.Ordinal);
        var decisions = new List<MlAlertDecision>();
        var due = new List<(MlAlertDecision Decision, AlertRecord Alert)>();
        foreach (var alert in ledger.Alerts.Values.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            var mutedBy = mute.Of(alert);
            foreach (var decision in Decide(alert, mutedBy))
                if (decision.Reason is MlAlertReason.FirstNotification or MlAlertReason.RepeatIntervalElapsed or MlAlertReason.SeverityRaised or MlAlertReason.Resolved)
                    due.Add((decision, alert));
                else
                    decisions.Add(decision);
            alerts[alert.Key] = Remembered(alert) with { MutedBy = alert.Phase == MlAlertPhase.Pending ? null : mutedBy };
        }

        var messages = new List<PlannedMessage>();
        foreach (var same in due.GroupBy(d => (d.Decision.TopicArn, Group: AlertGroup.KeyOf(d.Alert, policy.GroupBy))))
        {
            var worstFirst = same.OrderByDescending(d => AlertRank.Of(d.Alert.Severity)).ThenBy(d => d.Alert.Key, StringComparer.Ordinal).ToList();
            var key = AlertGroup.MessageKey(same.Key.TopicArn!, same.Key.Group, worstFirst);
            messages.Add(new PlannedMessage(key, same.Key.TopicArn!, same.Key.Group, at,
                [.. worstFirst.Select(d => new PlannedLine(d.Alert.Key, d.Decision.Reason, d.Alert.MutedBy))]));
            decisions.AddRange(worstFirst.Select((d, i) => d.Decision with
            {
                MessageKey = key,
                Reason = i < policy.MaxInMessage ? d.Decision.Reason : MlAlertReason.GroupedInto,
            }));
        }

        return (ledger with { Alerts = alerts, Planned = messages }, decisions);
    }

    private IEnumerable<MlAlertDecision> Decide(AlertRecord alert, string? mutedBy)
    {
        if (alert.Phase == MlAlertPhase.Pending)
            return [Told(alert, MlAlertReason.Pending)];
        if (alert.Phase == MlAlertPhase.Resolved)
            return Over(alert, mutedBy);
        var topics = TopicsOf(alert);
        if (topics.Count == 0)
            return [Told(alert, MlAlertReason.NotRouted)];
        if (mutedBy is not null)
            return [Told(alert, MlAlertReason.Muted) with { MutedBy = mutedBy }];
        return topics.Select(topic => Firing(alert, topic));
    }

    private MlAlertDecision Firing(AlertRecord alert, string topic)
    {
        var delivery = alert.Deliveries.FirstOrDefault(d => d.TopicArn == topic);
        var again = delivery?.SentAt + policy.RepeatInterval;
        var reason = again is null ? MlAlertReason.FirstNotification
            : AlertRank.Of(alert.Severity) > AlertRank.Of(delivery!.Severity ?? MlSeverity.Ok) ? MlAlertReason.SeverityRaised
            : at >= again ? MlAlertReason.RepeatIntervalElapsed
            : MlAlertReason.NotYetDue;
        return Told(alert, reason) with { TopicArn = topic, DueAt = reason == MlAlertReason.NotYetDue ? again : null };
    }

    private IEnumerable<MlAlertDecision> Over(AlertRecord alert, string? mutedBy)
    {
        var open = alert.Deliveries.Where(MustHear).ToList();
        if (open.Count == 0)
            return alert.Since == at && alert.Deliveries.Count == 0 ? [Told(alert, MlAlertReason.NothingToResolve)] : [];
        if (CalmAt(alert) is { } calm && calm > at)
            return [Told(alert, MlAlertReason.Flapping) with { DueAt = calm }];
        if (mutedBy is not null)
            return [Told(alert, MlAlertReason.Muted) with { MutedBy = mutedBy }];
        return open.Select(d => Told(alert, MlAlertReason.Resolved) with { TopicArn = d.TopicArn });
    }

    /// <summary>A topic that did not take the alert itself is told at the end even where ends are not told: nothing is lost.</summary>
    private bool MustHear(AlertDelivery delivery) => policy.NotifyResolved || delivery.SentAt is null;

    /// <summary>Where ends are not told, a topic takes the alert for there until it would have been told again.</summary>
    private AlertRecord Remembered(AlertRecord alert) => alert.Phase == MlAlertPhase.Resolved && !policy.NotifyResolved
        ? alert with { Deliveries = [.. alert.Deliveries.Where(d => MustHear(d) || at < d.SentAt + policy.RepeatInterval)] }
        : alert;

    /// <summary>When so many changes lie outside the window that the alert no longer flaps; null where it does not.</summary>
    private DateTimeOffset? CalmAt(AlertRecord alert) =>
        policy.FlapChanges > 0 && alert.Changes.Count >= policy.FlapChanges ? alert.Changes[^policy.FlapChanges] + policy.FlapWindow : null;

    private List<string> TopicsOf(AlertRecord alert)
    {
        var topics = new List<string>();
        foreach (var route in policy.Routes.Where(r => r.Matcher.Matches(alert)))
        {
            if (!topics.Contains(route.TopicArn))
                topics.Add(route.TopicArn);
            if (!route.Continue)
                break;
        }

        return topics;
    }

    private static MlAlertDecision Told(AlertRecord alert, MlAlertReason reason) => new()
    {
        Key = alert.Key,
        Watch = alert.Watch,
        Phase = alert.Phase,
        Severity = alert.Severity,
        Reason = reason,
        Sent = false,
        Message = alert.Reason,
    };
}
