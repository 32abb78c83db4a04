using System.Net;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

public sealed class SnsTests : IAsyncLifetime, IDisposable
{
    private const string Alerts = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";
    private const string Fifo = Alerts + ".fifo";

    private readonly FakeTimeProvider _clock = new();
    private SandboxServer _sandbox = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = _clock });
        _client = new SignedClient(_sandbox.Address);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_published_message_can_be_read_back()
    {
        var (status, body) = await _client.SnsAsync(
            "Publish",
            ("TopicArn", Alerts), ("Subject", "[Critical] fraud-scorer-train"), ("Message", "L'entraînement a échoué & <fini>"),
            ("MessageAttributes.entry.1.Name", "severity"),
            ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", "Critical"));

        var message = Assert.Single(_sandbox.Published);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("http://sns.amazonaws.com/doc/2010-03-31/", body.Name.NamespaceName);
        Assert.Equal(Value(body, "MessageId"), message.MessageId);
        Assert.Equal("L'entraînement a échoué & <fini>", message.Message);
        Assert.Equal("[Critical] fraud-scorer-train", message.Subject);
        Assert.Equal("Critical", message.Attributes["severity"]);
        Assert.Equal("eu-west-1", message.Region);
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:no-such", "NotFound", "Topic does not exist")]
    [InlineData("arn:aws:sns:us-east-1:123456789012:ml-alerts", "InvalidParameter", "Invalid parameter: TopicArn")]
    [InlineData("ml-alerts", "InvalidParameter", "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1")]
    public async Task A_bad_topic_is_named(string arn, string code, string message)
    {
        var (_, body) = await _client.SnsAsync("Publish", ("TopicArn", arn), ("Message", "m"));

        Assert.Equal((code, message), (Value(body, "Code"), Value(body, "Message")));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("élan")]
    [InlineData(" begins with a space")]
    [InlineData("")]
    public async Task A_bad_subject_is_turned_down(string subject)
    {
        var (_, body) = await _client.SnsAsync("Publish", ("TopicArn", Alerts), ("Message", "m"), ("Subject", subject));

        Assert.Equal(("InvalidParameter", "Invalid parameter: Subject"), (Value(body, "Code"), Value(body, "Message")));
    }

    [Fact]
    public async Task A_subject_has_at_most_one_hundred_characters()
    {
        var fits = await _client.SnsAsync("Publish", ("TopicArn", Alerts), ("Message", "m"), ("Subject", new string('s', 100)));
        var over = await _client.SnsAsync("Publish", ("TopicArn", Alerts), ("Message", "m"), ("Subject", new string('s', 101)));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (fits.Status, over.Status));
    }

    [Theory]
    [InlineData("", "Invalid parameter: Empty message")]
    [InlineData(null, "1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be null")]
    public async Task A_message_has_to_say_something(string? message, string expected)
    {
        (string, string)[] members = message is null ? [("TopicArn", Alerts)] : [("TopicArn", Alerts), ("Message", message)];

        Assert.Equal(expected, Value((await _client.SnsAsync("Publish", members)).Body, "Message"));
    }

    [Fact]
    public async Task Attributes_count_towards_the_size_of_a_message()
    {
        // é is two bytes.
        var message = new string('é', 131_000);
        (string, string)[] members =
        [
            ("TopicArn", Alerts), ("Message", message), ("MessageAttributes.entry.1.Name", "detail"),
            ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", new string('x', 200)),
        ];

        Assert.Equal(HttpStatusCode.OK, (await _client.SnsAsync("Publish", members[..2])).Status);
        Assert.Equal("Invalid parameter: Message too long", Value((await _client.SnsAsync("Publish", members)).Body, "Message"));
    }

    [Fact]
    public async Task A_fifo_topic_wants_a_group_and_an_id()
    {
        var noGroup = await _client.SnsAsync("Publish", ("TopicArn", Fifo), ("Message", "m"));
        var noId = await _client.SnsAsync("Publish", ("TopicArn", Fifo), ("Message", "m"), ("MessageGroupId", "g"));

        Assert.Equal("Invalid parameter: The MessageGroupId parameter is required for FIFO topics", Value(noGroup.Body, "Message"));
        Assert.StartsWith("Invalid parameter: The topic should either have ContentBasedDeduplication", Value(noId.Body, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fifo_topic_drops_a_duplicate_for_five_minutes()
    {
        async Task<string?> Publish() => Value(
            (await _client.SnsAsync("Publish", ("TopicArn", Fifo), ("Message", "m"), ("MessageGroupId", "g"), ("MessageDeduplicationId", "d"))).Body, "MessageId");

        var first = await Publish();
        _clock.Advance(TimeSpan.FromMinutes(4));
        var again = await Publish();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var later = await Publish();

        Assert.Equal(first, again);
        Assert.NotEqual(first, later);
        Assert.Equal(2, _sandbox.Published.Count);
    }

    [Fact]
    public async Task A_batch_tells_good_entries_from_bad()
    {
        var (_, body) = await _client.SnsAsync(
            "PublishBatch",
            ("TopicArn", Alerts),
            ("PublishBatchRequestEntries.member.1.Id", "good"), ("PublishBatchRequestEntries.member.1.Message", "m"),
            ("PublishBatchRequestEntries.member.2.Id", "bad"), ("PublishBatchRequestEntries.member.2.Message", "m"),
            ("PublishBatchRequestEntries.member.2.Subject", "two\nlines"));

        var failed = body.Descendants().Single(element => element.Name.LocalName == "Failed");
        Assert.Equal(("bad", "InvalidParameter"), (Value(failed, "Id"), Value(failed, "Code")));
        Assert.Single(_sandbox.Published);
    }

    [Fact]
    public async Task An_email_address_has_to_confirm()
    {
        var (_, body) = await _client.SnsAsync("Subscribe", ("TopicArn", Alerts), ("Protocol", "email"), ("Endpoint", "a@example.com"));
        var (_, attributes) = await _client.SnsAsync("GetTopicAttributes", ("TopicArn", Alerts));

        Assert.Equal("pending confirmation", Value(body, "SubscriptionArn"));
        var pending = attributes.Descendants().Single(element => element.Name.LocalName == "entry" && Value(element, "key") == "SubscriptionsPending");
        Assert.Equal("1", Value(pending, "value"));
    }

    [Fact]
    public async Task A_reset_forgets_what_was_sent_and_made()
    {
        await _client.SnsAsync("CreateTopic", ("Name", "mine"));
        await _client.SnsAsync("Publish", ("TopicArn", "arn:aws:sns:eu-west-1:123456789012:mine"), ("Message", "m"));
        Assert.Single(_sandbox.Published);

        using var reset = await _client.Http.PostAsync("/_sandbox/reset", null);

        Assert.Empty(_sandbox.Published);
        Assert.Equal("NotFound", Value((await _client.SnsAsync("Publish", ("TopicArn", "arn:aws:sns:eu-west-1:123456789012:mine"), ("Message", "m"))).Body, "Code"));
    }

    private static string? Value(XElement body, string name) =>
        body.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
