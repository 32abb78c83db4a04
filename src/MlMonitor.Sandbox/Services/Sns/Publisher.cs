using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Sns;

/// <summary>Publish and PublishBatch: the rules a message has to meet, and its way into the topic.</summary>
internal static partial class Publisher
{
    // https://docs.aws.amazon.com/general/latest/gr/sns.html: 256 KiB, attributes included, for one message or a whole batch.
    private const int MaxBytes = 262_144;

    private const int MaxBatch = 10;

    public static IEnumerable<XElement> Publish(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = FindTopic(call);
            var draft = Read(call.Input, topic);
            if (SizeOf(draft) > MaxBytes)
                throw SnsErrors.Invalid("Message too long");
            return Receipt(Accept(call, topic, draft));
        }
    }

    public static IEnumerable<XElement> PublishBatch(QueryCall call)
    {
        var store = call.Platform.Topics;
        lock (store.Gate)
        {
            var topic = FindTopic(call);
            var entries = call.Input.Members("PublishBatchRequestEntries.member");
            CheckBatch(entries);

            List<XElement> successful = [];
            List<XElement> failed = [];
            List<(string Id, Draft Draft)> drafts = [];
            foreach (var entry in entries)
            {
                var id = entry["Id"]!;
                try
                {
                    drafts.Add((id, Read(entry, topic)));
                }
                catch (AwsError error)
                {
                    failed.Add(new XElement(
                        "member",
                        new XElement("Id", id),
                        new XElement("Code", error.Code),
                        new XElement("Message", error.Message),
                        new XElement("SenderFault", "true")));
                }
            }

            if (drafts.Sum(each => SizeOf(each.Draft)) > MaxBytes)
                throw new AwsError("BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.");
            foreach (var (id, draft) in drafts)
                successful.Add(new XElement("member", new XElement("Id", id), Receipt(Accept(call, topic, draft))));
            return [new("Successful", successful), new("Failed", failed)];
        }
    }

    private sealed record Draft(
        string Message,
        string? Subject,
        IReadOnlyDictionary<string, string> Attributes,
        int AttributeBytes,
        string? GroupId,
        string? DedupId);

    private static Topic FindTopic(QueryCall call) => TopicLookup.Find(
        call,
        call.Input["TopicArn"] ?? call.Input["TargetArn"]
            ?? throw SnsErrors.Invalid("TopicArn or TargetArn Reason: no value for required parameter"));

    private static void CheckBatch(IReadOnlyList<QueryInput> entries)
    {
        if (entries.Count == 0)
            throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        if (entries.Count > MaxBatch)
            throw new AwsError("TooManyEntriesInBatchRequest", $"The batch request contains more entries than permissible (more than {MaxBatch}).");
        if (entries.Any(entry => entry["Id"] is not { } id || !BatchId().IsMatch(id)))
            throw new AwsError("InvalidBatchEntryId", "The Id of a batch entry in a batch request doesn't abide by the specification.");
        if (entries.Select(entry => entry["Id"]).Distinct().Count() < entries.Count)
            throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
    }

    private static Draft Read(QueryInput input, Topic topic)
    {
        var message = input.Required("Message");
        if (message.Length == 0)
            throw SnsErrors.Invalid("Empty message");
        CheckStructure(input["MessageStructure"], message);

        var subject = input["Subject"];
        // A subject is printable ASCII and does not begin with a space.
        if (subject is not null && (subject.Length is 0 or > 100 || subject[0] == ' ' || subject.Any(letter => letter is < ' ' or > '~')))
            throw SnsErrors.Invalid("Subject");

        var (attributes, bytes) = ReadAttributes(input);
        var (group, dedup) = (input["MessageGroupId"], input["MessageDeduplicationId"]);
        if (topic.IsFifo)
        {
            if (string.IsNullOrEmpty(group))
                throw SnsErrors.Invalid("The MessageGroupId parameter is required for FIFO topics");
            dedup ??= topic.DeduplicatesByContent ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message))) : null;
            if (string.IsNullOrEmpty(dedup))
            {
                throw SnsErrors.Invalid(
                    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
            }
        }
        else if (dedup is not null)
        {
            throw SnsErrors.Invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type");
        }

        return new Draft(message, subject, attributes, bytes, group, dedup);
    }

    private static void CheckStructure(string? structure, string message)
    {
        if (structure is null)
            return;
        if (structure != "json")
            throw SnsErrors.Invalid("Message Structure - No such message structure");

        try
        {
            if (JsonNode.Parse(message) is not JsonObject byProtocol || byProtocol["default"] is not JsonValue)
                throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
        }
        catch (JsonException)
        {
            throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static (Dictionary<string, string> Attributes, int Bytes) ReadAttributes(QueryInput input)
    {
        var attributes = new Dictionary<string, string>();
        var bytes = 0;
        foreach (var entry in input.Members("MessageAttributes.entry"))
        {
            var (name, type) = (entry["Name"] ?? "", entry["Value.DataType"] ?? "");
            var value = entry["Value.StringValue"] ?? entry["Value.BinaryValue"];
            if (!AttributeType().IsMatch(type))
                throw Bad($"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
            if (string.IsNullOrEmpty(value))
                throw Bad($"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{type}'.");
            attributes[name] = value;
            bytes += Utf8(name) + Utf8(type) + Utf8(value);
        }

        return (attributes, bytes);

        static AwsError Bad(string message) => new("ParameterValueInvalid", message);
    }

    private static PublishedMessage Accept(QueryCall call, Topic topic, Draft draft)
    {
        var now = call.Call.Clock.GetUtcNow();
        if (topic.IsFifo && topic.Duplicate(draft.DedupId!, now) is { } earlier)
            return earlier;

        var message = topic.Accept(new PublishedMessage
        {
            TopicArn = topic.Arn,
            MessageId = Guid.NewGuid().ToString(),
            Subject = draft.Subject,
            Message = draft.Message,
            Attributes = draft.Attributes,
            GroupId = draft.GroupId,
            DedupId = draft.DedupId,
            Time = now,
            Region = call.Region,
        });
        call.Platform.Topics.Published.Add(message);
        return message;
    }

    private static List<XElement> Receipt(PublishedMessage message)
    {
        List<XElement> receipt = [new("MessageId", message.MessageId)];
        if (message.SequenceNumber is { } number)
            receipt.Add(new XElement("SequenceNumber", number));
        return receipt;
    }

    private static int SizeOf(Draft draft) => Utf8(draft.Message) + draft.AttributeBytes;

    private static int Utf8(string text) => Encoding.UTF8.GetByteCount(text);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$")]
    private static partial Regex BatchId();

    [GeneratedRegex(@"^(String|String\.Array|Number|Binary)(\..+)?$")]
    private static partial Regex AttributeType();
}
