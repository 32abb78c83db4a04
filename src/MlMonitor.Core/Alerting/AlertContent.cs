using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Core.Alerting;

/// <summary>What an alert says, before it has a form.</summary>
/// <param name="Title">The subject line, made legal.</param>
/// <param name="About">What it is about.</param>
public sealed record AlertContent(string Title, MlAlertSubject About)
{
    private const int LongestInKey = 256;

    /// <summary>The key of the message, the same where it is repeated; null for a message nobody keeps a record of.</summary>
    public string? MessageKey { get; init; }

    /// <summary>Whether it is <c>firing</c> or <c>resolved</c>; null for a message nobody keeps a record of.</summary>
    public string? State { get; init; }

    /// <summary>The alerts it is about, where it is about several.</summary>
    public IReadOnlyList<AlertLine> Lines { get; init; } = [];

    /// <summary>How many more alerts it is about that have no line.</summary>
    public int MoreLines { get; init; }

    /// <summary>Says what an object of this module is about.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="severity">Stands in for the object's own severity; null to keep that.</param>
    /// <returns>The content of an alert about it.</returns>
    public static AlertContent Of(IMlAlertable subject, MlSeverity? severity)
    {
        var about = subject.ToAlertSubject();
        about = about with { Severity = severity ?? about.Severity };
        return new AlertContent(AlertTitle.Legal($"[{about.Severity}] {about.Resource}: {about.Reason}"), about);
    }

    /// <summary>Says what a person wrote. The title is what it is about, so it makes the key.</summary>
    /// <param name="title">The subject line as written.</param>
    /// <param name="message">The text as written.</param>
    /// <param name="severity">How much it matters.</param>
    /// <returns>The content of an alert that says so.</returns>
    public static AlertContent Written(string title, string message, MlSeverity severity) => new(
        AlertTitle.Legal(title),
        new MlAlertSubject { Severity = severity, Reason = message, Key = $"Message/{Short(title.Trim())}", Occurrence = message });

    /// <summary>The attributes that filter policies of subscriptions match on; only those that are known.</summary>
    /// <returns>Names and values.</returns>
    public IReadOnlyDictionary<string, string> Attributes()
    {
        (string Name, string? Value)[] all =
        [
            ("severity", About.Severity.ToString()), ("source", About.Source), ("resource", About.Resource),
            ("region", About.Region), ("account", About.Account), ("key", About.Key),
            ("state", State), ("messageKey", MessageKey),
        ];
        return all.Where(a => !string.IsNullOrEmpty(a.Value)).ToDictionary(a => a.Name, a => a.Value!, StringComparer.Ordinal);
    }

    /// <summary>A subject of any length goes into a key that every message carries: what is too long ends in its digest.</summary>
    private static string Short(string title) => title.Length <= LongestInKey
        ? title
        : $"{AlertTitle.Legal(title)} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(title)))}";

    internal int AttributeBytes() => Attributes().Sum(a =>
        Encoding.UTF8.GetByteCount(a.Key) + Encoding.UTF8.GetByteCount(a.Value) + "String".Length);
}
