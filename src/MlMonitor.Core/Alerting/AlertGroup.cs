using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Core.Alerting;

/// <summary>Names groups and messages.</summary>
internal static class AlertGroup
{
    /// <summary>What an alert has in common with others of its message. What is over has a message of its own.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="by">What is looked at.</param>
    public static string KeyOf(AlertRecord alert, AlertGrouping by)
    {
        (AlertGrouping Part, string Name, string? Value)[] parts =
        [
            (AlertGrouping.Watch, "watch", alert.Watch), (AlertGrouping.Source, "source", alert.Source), (AlertGrouping.Resource, "resource", alert.Resource),
            (AlertGrouping.Severity, "severity", alert.Severity.ToString()), (AlertGrouping.Region, "region", alert.Region),
            (AlertGrouping.Account, "account", alert.Account), (AlertGrouping.Key, "key", alert.Key),
        ];
        return string.Join(", ", parts.Where(p => by.HasFlag(p.Part)).Select(p => $"{p.Name}={p.Value}")
            .Prepend(alert.Phase == MlAlertPhase.Resolved ? "resolved" : "firing"));
    }

    /// <summary>The key of a message: the same for the same news, and another for the next.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group.</param>
    /// <param name="lines">What is told.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string MessageKey(string topic, string group, IEnumerable<(MlAlertDecision Decision, AlertRecord Alert)> lines)
    {
        var text = new StringBuilder(topic).Append('\n').Append(group);
        foreach (var (decision, alert) in lines)
        {
            var before = alert.Deliveries.FirstOrDefault(d => d.TopicArn == topic)?.SentAt;
            text.Append('\n').Append(alert.Key).Append('\t').Append(decision.Reason).Append(CultureInfo.InvariantCulture, $"\t{alert.Since:O}\t{before:O}");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
