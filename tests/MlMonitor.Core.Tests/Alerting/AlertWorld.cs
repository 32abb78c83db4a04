using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>Makes what alert stages work on.</summary>
internal static class AlertWorld
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";
    public const string OtherTopic = "arn:aws:sns:eu-west-1:123456789012:ml-critical";
    public const string Watch = "endpoints";

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static AlertPolicy Policy { get; } = new() { Routes = [new AlertRoute(Topic, new AlertMatcher())] };

    public static Observation Seen(string name, MlSeverity severity = MlSeverity.Critical, TimeSpan wait = default, string source = "EndpointHealth") => new(
        new MlAlertSubject
        {
            Severity = severity,
            Reason = $"{name} answers with errors.",
            Key = $"{source}/123456789012/eu-west-1/{name}",
            Source = source,
            Resource = name,
            Region = "eu-west-1",
            Account = "123456789012",
        }, Watch, wait);

    public static ObservedRun Run(DateTimeOffset at, params Observation[] found) => new(found, [new WatchOutcome(Watch, true, new HashSet<string>())], at);

    public static ObservedRun NotChecked(this ObservedRun run, params string[] resources) =>
        run with { Watches = [new WatchOutcome(Watch, true, resources.ToHashSet())] };

    public static MlAlert Answer(string topic, AlertMessage message, bool sent) => new()
    {
        TopicArn = topic,
        Key = message.Content.About.Key,
        Sent = sent,
        Reason = sent ? MlAlertReason.Requested : MlAlertReason.PublishFailed,
        Severity = message.Content.About.Severity,
        Subject = message.Content.Title,
        Message = message.Body,
        MessageId = sent ? "id-" + message.Content.MessageKey : null,
    };
}
