using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Sns;

/// <summary>https://docs.aws.amazon.com/sns/latest/api/</summary>
internal sealed partial class SnsService : QueryService
{
    private const int PageSize = 100;

    private static readonly HashSet<string> SettableAttributes =
    [
        "ContentBasedDeduplication", "DeliveryPolicy", "DisplayName", "FifoThroughputScope", "KmsMasterKeyId", "Policy",
        "SignatureVersion", "TracingConfig",
    ];

    // These take an address for which SNS asks no confirmation.
    private static readonly HashSet<string> ConfirmedProtocols = ["sqs", "lambda", "sms", "application", "firehose"];

    private static readonly HashSet<string> ConfirmingProtocols = ["email", "email-json", "http", "https"];

    public SnsService()
        : base("sns", "2010-03-31", "http://sns.amazonaws.com/doc/2010-03-31/")
    {
        Operation("CreateTopic", CreateTopic);
        Operation("ListTopics", ListTopics);
        Operation("GetTopicAttributes", GetTopicAttributes);
        Operation("SetTopicAttributes", SetTopicAttributes);
        Operation("Subscribe", Subscribe);
        Operation("ListSubscriptionsByTopic", ListSubscriptionsByTopic);
        Operation("Publish", Publisher.Publish);
        Operation("PublishBatch", Publisher.PublishBatch);
    }

    public override string IamPrefix => "SNS";

    public override string DenialQueryCode => "AuthorizationError";

    public override string ResourceOf(AwsCall call) => call.Request.Form["TopicArn"] ?? base.ResourceOf(call);

    private static IEnumerable<XElement> CreateTopic(QueryCall call)
    {
        var name = call.Input.Required("Name");
        var attributes = call.Input.Map("Attributes");
        var fifo = attributes.GetValueOrDefault("FifoTopic") == "true";
        if (!TopicName().IsMatch(name) || fifo != name.EndsWith(".fifo", StringComparison.Ordinal))
            throw SnsErrors.Invalid("Topic Name");
        if (attributes.Keys.FirstOrDefault(key => key != "FifoTopic" && !SettableAttributes.Contains(key)) is not null)
            throw SnsErrors.Invalid("Attributes Reason: Unknown attribute");

        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = store.Add(call.Platform, name);
            foreach (var (key, value) in attributes.Where(pair => pair.Key != "FifoTopic"))
                topic.Attributes[key] = value;
            return [new("TopicArn", topic.Arn)];
        }
    }

    private static IEnumerable<XElement> ListTopics(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var page = PageOf(call, store.Topics.Keys.ToList(), "ListTopics");
            return
            [
                new("Topics", page.Items.Select(arn => new XElement("member", new XElement("TopicArn", arn)))),
                .. NextToken(page.NextToken),
            ];
        }
    }

    private static IEnumerable<XElement> GetTopicAttributes(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = Find(call);
            var attributes = new SortedDictionary<string, string>(topic.Attributes, StringComparer.Ordinal)
            {
                ["TopicArn"] = topic.Arn,
                ["Owner"] = Platform.SamplePlatform.Account,
                ["SubscriptionsConfirmed"] = Count(topic.Subscriptions.Count(each => each.Confirmed)),
                ["SubscriptionsPending"] = Count(topic.Subscriptions.Count(each => !each.Confirmed)),
                ["SubscriptionsDeleted"] = "0",
            };
            attributes.TryAdd("DisplayName", "");
            if (topic.IsFifo)
            {
                attributes["FifoTopic"] = "true";
                attributes.TryAdd("ContentBasedDeduplication", "false");
            }

            return
            [
                new("Attributes", attributes.Select(pair =>
                    new XElement("entry", new XElement("key", pair.Key), new XElement("value", pair.Value)))),
            ];
        }

        static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<XElement> SetTopicAttributes(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = Find(call);
            var name = call.Input.Required("AttributeName");
            if (!SettableAttributes.Contains(name))
                throw SnsErrors.Invalid("AttributeName");
            topic.Attributes[name] = call.Input["AttributeValue"] ?? "";
            return [];
        }
    }

    private static IEnumerable<XElement> Subscribe(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = Find(call);
            var protocol = call.Input.Required("Protocol");
            var confirmed = ConfirmedProtocols.Contains(protocol);
            if (!confirmed && !ConfirmingProtocols.Contains(protocol))
                throw SnsErrors.Invalid($"Amazon SNS does not support this protocol string: {protocol}");
            if (call.Input["Endpoint"] is not { Length: > 0 } endpoint)
                throw SnsErrors.Invalid("Endpoint");

            var subscription = topic.Subscriptions.FirstOrDefault(each => each.Protocol == protocol && each.Endpoint == endpoint);
            if (subscription is null)
            {
                subscription = new Subscription($"{topic.Arn}:{Guid.NewGuid()}", protocol, endpoint, confirmed);
                topic.Subscriptions.Add(subscription);
            }

            var shown = subscription.Confirmed || call.Input["ReturnSubscriptionArn"] == "true";
            return [new("SubscriptionArn", shown ? subscription.Arn : "pending confirmation")];
        }
    }

    private static IEnumerable<XElement> ListSubscriptionsByTopic(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = Find(call);
            var page = PageOf(call, topic.Subscriptions, "ListSubscriptionsByTopic/" + topic.Arn);
            return
            [
                new("Subscriptions", page.Items.Select(each => new XElement(
                    "member",
                    new XElement("SubscriptionArn", each.Confirmed ? each.Arn : "PendingConfirmation"),
                    new XElement("Owner", Platform.SamplePlatform.Account),
                    new XElement("Protocol", each.Protocol),
                    new XElement("Endpoint", each.Endpoint),
                    new XElement("TopicArn", topic.Arn)))),
                .. NextToken(page.NextToken),
            ];
        }
    }

    private static Topic Find(QueryCall call) => TopicLookup.Find(call, call.Input.Required("TopicArn"));

    private static Page<T> PageOf<T>(QueryCall call, IReadOnlyList<T> all, string listing) => Page.Of(
        all, $"{call.Region}/{listing}", call.Input["NextToken"], PageSize, () => SnsErrors.Invalid("NextToken"));

    private static XElement[] NextToken(string? token) => token is null ? [] : [new("NextToken", token)];

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}(\.fifo)?$")]
    private static partial Regex TopicName();
}
