namespace MlMonitor.Core.Alerting;

/// <summary>Moves alerts from phase to phase by what a run found. Knows no topics.</summary>
internal static class AlertTransitions
{
    /// <summary>How long a silence that is over can still be looked up.</summary>
    private static readonly TimeSpan SilenceMemory = TimeSpan.FromDays(7);

    /// <summary>The ledger after a run.</summary>
    /// <param name="ledger">The ledger before it.</param>
    /// <param name="run">What the run found.</param>
    /// <param name="flapWindow">How long changes are remembered.</param>
    public static AlertLedger Apply(AlertLedger ledger, ObservedRun run, TimeSpan flapWindow)
    {
        var alerts = new Dictionary<string, AlertRecord>(StringComparer.Ordinal);
        var found = run.Found.GroupBy(o => o.Subject.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.MaxBy(o => AlertRank.Of(o.Subject.Severity))!, StringComparer.Ordinal);
        var outcomes = run.Watches.GroupBy(w => w.Watch, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);

        foreach (var (key, known) in ledger.Alerts)
            if (found.ContainsKey(key))
                alerts[key] = known;
            else if (Forget(WasLookedFor(known) ? Absent(known, run.At) : known, run.At, flapWindow) is { } kept)
                alerts[key] = kept;
        foreach (var (key, observation) in found)
            alerts[key] = Recent(Present(alerts.GetValueOrDefault(key), observation, run.At), run.At, flapWindow);
        return ledger with
        {
            Alerts = alerts,
            Silences = [.. ledger.Silences.Where(s => !s.EndTold || s.Ends > run.At - SilenceMemory)],
            Watches = ledger.Watches.Where(w => !run.Ran.ContainsKey(w.Key)).Concat(run.Ran.Select(r => KeyValuePair.Create(r.Key, new WatchMark(r.Value))))
                .OrderBy(w => w.Key, StringComparer.Ordinal).ToDictionary(),
            // All that the run saw is in the alerts now.
            Unfinished = null,
        };

        bool WasLookedFor(AlertRecord alert) => run.Configured?.Contains(alert.Watch) == false
            || (outcomes.TryGetValue(alert.Watch, out var outcome) && outcome.HasLookedAt(alert));
    }

    /// <summary>Whether nothing about an alert has to be remembered any more.</summary>
    /// <param name="alert">The alert.</param>
    public static bool IsDone(AlertRecord alert) => alert is { Phase: MlAlertPhase.Resolved, Deliveries.Count: 0, Changes.Count: 0 };

    private static AlertRecord Present(AlertRecord? known, Observation seen, DateTimeOffset at)
    {
        var about = seen.Subject;
        var isNew = known is null or { Phase: MlAlertPhase.Resolved };
        var first = isNew ? at : known!.FirstSeenAt;
        var phase = known?.Phase == MlAlertPhase.Firing || at - first >= seen.For ? MlAlertPhase.Firing : MlAlertPhase.Pending;
        var begins = phase == MlAlertPhase.Firing && known?.Phase != MlAlertPhase.Firing;
        return new AlertRecord
        {
            Key = about.Key,
            Watch = seen.Watch,
            Phase = phase,
            Severity = about.Severity,
            Reason = about.Reason,
            Source = about.Source,
            Resource = about.Resource,
            Arn = about.Arn,
            Region = about.Region,
            Account = about.Account,
            Status = about.Status,
            ConsoleLink = about.ConsoleLink,
            Tags = seen.Tags,
            Since = isNew || begins ? at : known!.Since,
            FirstSeenAt = first,
            LastSeenAt = at,
            Changes = begins ? [.. known?.Changes ?? [], at] : known?.Changes ?? [],
            Deliveries = known?.Deliveries ?? [],
            MutedBy = isNew ? null : known!.MutedBy,
        };
    }

    private static AlertRecord Absent(AlertRecord known, DateTimeOffset at) => known.Phase switch
    {
        MlAlertPhase.Firing => known with { Phase = MlAlertPhase.Resolved, Since = at, Changes = [.. known.Changes, at] },
        // It never fired this time, but may have before, and topics may not know yet that this is over.
        MlAlertPhase.Pending => known with { Phase = MlAlertPhase.Resolved, Since = at },
        _ => known,
    };

    /// <summary>What is over is remembered while a topic has to be told so, and while its changes count for flapping.</summary>
    private static AlertRecord? Forget(AlertRecord alert, DateTimeOffset at, TimeSpan flapWindow)
    {
        var recent = Recent(alert, at, flapWindow);
        return IsDone(recent) ? null : recent;
    }

    private static AlertRecord Recent(AlertRecord alert, DateTimeOffset at, TimeSpan flapWindow) =>
        alert.Changes.Count > 0 && alert.Changes[0] <= at - flapWindow
            ? alert with { Changes = [.. alert.Changes.Where(c => c > at - flapWindow)] }
            : alert;
}
