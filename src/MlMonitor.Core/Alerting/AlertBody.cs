using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlMonitor.Core.Alerting;

/// <summary>Writes an alert's body in the three forms.</summary>
internal static class AlertBody
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body with as much of the text as is allowed.</summary>
    /// <param name="alert">What to say.</param>
    /// <param name="format">In which form.</param>
    /// <param name="text">The part that may have been cut: the reason, or the message given.</param>
    public static string Write(AlertContent alert, MlAlertFormat format, string text) => format switch
    {
        MlAlertFormat.Json => Json(writer => WriteJson(writer, alert, text)),
        MlAlertFormat.AmazonQ => Json(writer => WriteAmazonQ(writer, alert, text)),
        _ => WriteText(alert, text),
    };

    private static string WriteText(AlertContent alert, string text)
    {
        var body = new StringBuilder(text).AppendLine().AppendLine();
        foreach (var (name, value) in Facts(alert))
            body.Append(name).Append(": ").AppendLine(value);
        return body.ToString().TrimEnd().ReplaceLineEndings("\n");
    }

    private static void WriteJson(Utf8JsonWriter writer, AlertContent alert, string text)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("key", alert.About.Key);
        writer.WriteString("severity", alert.About.Severity.ToString());
        writer.WriteString("source", alert.About.Source);
        writer.WriteString("resource", alert.About.Resource);
        writer.WriteString("status", alert.About.Status);
        writer.WriteString("subject", alert.Title);
        writer.WriteString("reason", text);
        writer.WriteString("arn", alert.About.Arn);
        writer.WriteString("region", alert.About.Region);
        writer.WriteString("account", alert.About.Account);
        if (alert.About.Since is { } since)
            writer.WriteString("since", since);
        else
            writer.WriteNull("since");
        writer.WriteString("link", alert.About.ConsoleLink?.AbsoluteUri);
        if (alert.MessageKey is not null)
            WriteRecorded(writer, alert);
        writer.WriteEndObject();
    }

    /// <summary>What only a message of a watch has, of which a record is kept.</summary>
    private static void WriteRecorded(Utf8JsonWriter writer, AlertContent alert)
    {
        writer.WriteString("state", alert.State);
        writer.WriteString("messageKey", alert.MessageKey);
        if (alert.Lines.Count == 0)
            return;
        writer.WriteStartArray("alerts");
        foreach (var line in alert.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("key", line.Key);
            writer.WriteString("severity", line.Severity.ToString());
            writer.WriteString("why", line.Reason.ToString());
            writer.WriteString("resource", line.Resource);
            writer.WriteString("reason", line.Message);
            writer.WriteString("since", line.Since);
            writer.WriteString("link", line.Link?.AbsoluteUri);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("moreAlerts", alert.MoreLines);
    }

    /// <summary>
    /// The schema of custom notifications (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html): version,
    /// source and content.description are required, the thread id joins what has the same key.
    /// </summary>
    private static void WriteAmazonQ(Utf8JsonWriter writer, AlertContent alert, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("version", "1.0");
        writer.WriteString("source", "custom");
        writer.WriteStartObject("content");
        writer.WriteString("textType", "client-markdown");
        writer.WriteString("title", alert.Title);
        writer.WriteString("description", text);
        if (alert.About.ConsoleLink is { } link)
        {
            writer.WriteStartArray("nextSteps");
            writer.WriteStringValue($"Open {link.AbsoluteUri}");
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("metadata");
        writer.WriteString("threadId", alert.About.Key);
        writer.WriteString("summary", alert.Title);
        writer.WriteString("eventType", alert.About.Source ?? "MlMonitor");
        if (alert.About.Arn is { } arn)
        {
            writer.WriteStartArray("relatedResources");
            writer.WriteStringValue(arn);
            writer.WriteEndArray();
        }

        writer.WriteStartObject("additionalContext");
        foreach (var (name, value) in Facts(alert))
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static IEnumerable<(string Name, string Value)> Facts(AlertContent alert)
    {
        (string Name, string? Value)[] facts =
        [
            ("Severity", alert.About.Severity.ToString()), ("Status", alert.About.Status), ("Source", alert.About.Source), ("Resource", alert.About.Resource),
            ("Region", alert.About.Region), ("Account", alert.About.Account), ("Since", alert.About.Since?.ToUniversalTime().ToString("u")),
            ("Link", alert.About.ConsoleLink?.AbsoluteUri), ("ARN", alert.About.Arn), ("Key", alert.About.Key),
        ];
        foreach (var (name, value) in facts)
            if (!string.IsNullOrEmpty(value))
                yield return (name, value);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
            write(writer);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
