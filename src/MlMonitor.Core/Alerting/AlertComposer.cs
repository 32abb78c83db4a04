using System.Globalization;

namespace MlMonitor.Core.Alerting;

/// <summary>Puts planned messages into words. The same ledger and message give the same words.</summary>
/// <param name="policy">The form, and how many lines a message has.</param>
internal sealed class AlertComposer(AlertPolicy policy)
{
    /// <summary>What one alert of a group may say: a digest is read, the rest looked up.</summary>
    private const int LongestLine = 300;

    private const int NamesInTitle = 3;

    /// <summary>Composes a message.</summary>
    /// <param name="message">What was planned.</param>
    /// <param name="alerts">The alerts by key.</param>
    public AlertMessage Compose(PlannedMessage message, IReadOnlyDictionary<string, AlertRecord> alerts)
    {
        List<(PlannedLine Line, AlertRecord Alert)> lines = [.. message.Lines.Where(l => alerts.ContainsKey(l.Key)).Select(l => (l, alerts[l.Key]))];
        var content = lines is [var only] ? One(message, only.Line, only.Alert) : Many(message, lines);
        return AlertMessage.Compose(content, policy.Format);
    }

    private static AlertContent One(PlannedMessage message, PlannedLine line, AlertRecord alert) => new(
        AlertTitle.Legal($"[{Word(line, alert)}] {alert.Resource ?? alert.Watch}: {alert.Reason}"),
        About(message, alert, alert.Key, Text(line, alert)))
    {
        MessageKey = message.Key,
        State = line.Reason == MlAlertReason.Resolved ? "resolved" : "firing",
    };

    private AlertContent Many(PlannedMessage message, List<(PlannedLine Line, AlertRecord Alert)> lines)
    {
        var (first, worst) = lines[0];
        var shown = lines.Take(policy.MaxInMessage).ToList();
        var hidden = lines.Skip(policy.MaxInMessage).ToList();
        var names = lines.Select(l => l.Alert.Resource ?? l.Alert.Watch).Distinct(StringComparer.Ordinal).ToList();
        var more = names.Count > NamesInTitle ? $" and {names.Count - NamesInTitle} more" : "";
        var text = string.Join('\n', shown.Select(l => $"- {l.Alert.Severity} {l.Alert.Resource ?? l.Alert.Watch}: {Cut(Text(l.Line, l.Alert))}")
            .Prepend($"{lines.Count} alerts ({message.Group})"));
        if (hidden.Count > 0)
            text += $"\n- and {hidden.Count} more: {Counts(hidden.Select(l => l.Alert.Severity))}";
        var about = About(message, worst, $"Group/{message.Group}", text);
        return new AlertContent(
            AlertTitle.Legal($"[{Word(first, worst)}] {lines.Count} alerts{Common(lines, a => a.Source, " of ")}: {string.Join(", ", names.Take(NamesInTitle))}{more}"),
            about with
            {
                Source = Common(lines, a => a.Source),
                Resource = Common(lines, a => a.Resource),
                Region = Common(lines, a => a.Region),
                Account = Common(lines, a => a.Account),
                Arn = Common(lines, a => a.Arn),
                Status = null,
                Since = lines.Min(l => l.Alert.FirstSeenAt),
                ConsoleLink = null,
            })
        {
            MessageKey = message.Key,
            State = first.Reason == MlAlertReason.Resolved ? "resolved" : "firing",
            Lines = [.. shown.Select(l => new AlertLine(l.Alert.Key, l.Alert.Severity, l.Line.Reason, l.Alert.Resource, Cut(l.Alert.Reason), l.Alert.FirstSeenAt, l.Alert.ConsoleLink))],
            MoreLines = hidden.Count,
        };
    }

    private static MlAlertSubject About(PlannedMessage message, AlertRecord alert, string key, string reason) => new()
    {
        Severity = alert.Severity,
        Reason = reason,
        Key = key,
        Occurrence = message.Key,
        Source = alert.Source,
        Resource = alert.Resource,
        Arn = alert.Arn,
        Region = alert.Region,
        Account = alert.Account,
        Status = alert.Status,
        Since = alert.FirstSeenAt,
        ConsoleLink = alert.ConsoleLink,
    };

    private static string Word(PlannedLine line, AlertRecord alert) => line.Reason == MlAlertReason.Resolved ? "Resolved" : alert.Severity.ToString();

    private static string Text(PlannedLine line, AlertRecord alert)
    {
        var text = line.Reason switch
        {
            MlAlertReason.Resolved => $"Over since {alert.Since:u}. It was: {alert.Reason}",
            MlAlertReason.RepeatIntervalElapsed => $"Still so, since {alert.FirstSeenAt:u}: {alert.Reason}",
            MlAlertReason.SeverityRaised => $"Worse than told before: {alert.Reason}",
            _ => alert.Reason,
        };
        return line.HeldBy is { } held ? $"{text}\nHeld back until now by {held}." : text;
    }

    private static string Counts(IEnumerable<MlSeverity> severities) => string.Join(", ", severities.GroupBy(s => s)
        .OrderByDescending(same => AlertRank.Of(same.Key)).Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count()} {same.Key}")));

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestLine ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine), "...");
    }

    private static string? Common(List<(PlannedLine Line, AlertRecord Alert)> lines, Func<AlertRecord, string?> of, string before = "") =>
        of(lines[0].Alert) is { } value && lines.TrueForAll(l => of(l.Alert) == value) ? before + value : null;
}
