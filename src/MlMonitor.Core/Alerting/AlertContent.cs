using System.Text;

namespace MlMonitor.Core.Alerting;

/// <summary>What an alert says, before it has a form.</summary>
public sealed record AlertContent
{
    /// <summary>The subject line, made legal.</summary>
    public required string Subject { get; init; }

    /// <summary>What is wrong, in words of any length.</summary>
    public required string Text { get; init; }

    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>The stable key of what it is about.</summary>
    public required string Key { get; init; }

    /// <summary>Distinguishes this occurrence from the next under the same key.</summary>
    public string Occurrence { get; init; } = "";

    /// <summary>The service or check that speaks.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the thing it is about.</summary>
    public string? Resource { get; init; }

    /// <summary>The ARN of the thing it is about.</summary>
    public string? Arn { get; init; }

    /// <summary>The region it was seen in.</summary>
    public string? Region { get; init; }

    /// <summary>The account it was seen in.</summary>
    public string? Account { get; init; }

    /// <summary>The status in words.</summary>
    public string? Status { get; init; }

    /// <summary>Since when it has been so.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where to look.</summary>
    public Uri? Link { get; init; }

    /// <summary>Says what an object of this module is about.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="severity">Stands in for the object's own severity; null to keep that.</param>
    /// <returns>The content of an alert about it.</returns>
    public static AlertContent About(IMlAlertable subject, MlSeverity? severity)
    {
        var level = severity ?? subject.Severity;
        return new AlertContent
        {
            Subject = AlertSubject.Legal($"[{level}] {subject.Resource}: {subject.Reason}"),
            Text = subject.Reason,
            Severity = level,
            Key = subject.Key,
            Occurrence = subject.Occurrence,
            Source = subject.AlertSource,
            Resource = subject.Resource,
            Arn = subject.Arn,
            Region = subject.Region,
            Account = subject.Account,
            Status = subject.AlertStatus,
            Since = subject.Since,
            Link = subject.ConsoleLink,
        };
    }

    /// <summary>Says what a person wrote. The subject is what it is about, so it makes the key.</summary>
    /// <param name="subject">The subject line as written.</param>
    /// <param name="message">The text as written.</param>
    /// <param name="severity">How much it matters.</param>
    /// <returns>The content of an alert that says so.</returns>
    public static AlertContent Written(string subject, string message, MlSeverity severity) => new()
    {
        Subject = AlertSubject.Legal(subject),
        Text = message,
        Severity = severity,
        Key = $"Message/{subject.Trim()}",
        Occurrence = message,
    };

    /// <summary>The attributes that filter policies of subscriptions match on; only those that are known.</summary>
    /// <returns>Names and values.</returns>
    public IReadOnlyDictionary<string, string> Attributes()
    {
        (string Name, string? Value)[] all =
            [("severity", Severity.ToString()), ("source", Source), ("resource", Resource), ("region", Region), ("account", Account), ("key", Key)];
        return all.Where(a => !string.IsNullOrEmpty(a.Value)).ToDictionary(a => a.Name, a => a.Value!, StringComparer.Ordinal);
    }

    internal int AttributeBytes() => Attributes().Sum(a =>
        Encoding.UTF8.GetByteCount(a.Key) + Encoding.UTF8.GetByteCount(a.Value) + "String".Length);
}
