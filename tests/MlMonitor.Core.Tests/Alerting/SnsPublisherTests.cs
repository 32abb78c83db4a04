using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class SnsPublisherTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";

    [Fact]
    public async Task What_the_topic_took_is_sent_at_the_time_the_clock_tells()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var alert = await PublishAsync(sandbox, Topic, "exit status 1", new RecordingSink(), clock);

        Assert.True(alert.Sent);
        Assert.Equal(MlAlertReason.Requested, alert.Reason);
        Assert.Equal(clock.GetUtcNow(), alert.SentAt);
        var published = Assert.Single(sandbox.Published);
        Assert.Equal(published.MessageId, alert.MessageId);
        Assert.Equal(published.Subject, alert.Subject);
        Assert.Equal(published.Message, alert.Message);
        Assert.Equal("Critical", published.Attributes["severity"]);
        Assert.Equal(alert.Key, published.Attributes["key"]);
        Assert.Null(published.GroupId);
    }

    [Fact]
    public async Task The_same_occurrence_sent_twice_to_a_FIFO_topic_is_one_message_with_legal_ids()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();
        await PublishAsync(sandbox, Topic + ".fifo", "exit status 1", sink);
        await PublishAsync(sandbox, Topic + ".fifo", "exit status 1, said otherwise", sink);

        Assert.Empty(sink.Problems);
        var published = Assert.Single(sandbox.Published);
        Assert.InRange(published.GroupId!.Length, 1, 128);
        Assert.InRange(published.DedupId!.Length, 1, 128);
        Assert.All(published.GroupId + published.DedupId, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
    }

    [Fact]
    public async Task Ids_of_a_FIFO_topic_are_stable_over_versions()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        await PublishAsync(sandbox, Topic + ".fifo", "any", new RecordingSink());

        // SHA-256 of the key, by sha256sum. A change here makes every receiver see two groups.
        Assert.Equal("4FBCB44DE06C6929FB2639BB1F5A8B54CDDFABEE395ABD035A603502265F4D6C", Assert.Single(sandbox.Published).GroupId);
    }

    [Theory]
    [InlineData(FaultKind.Denied, ProblemId.AccessDenied)]
    [InlineData(FaultKind.Expired, ProblemId.CredentialExpired)]
    [InlineData(FaultKind.Error500, ProblemId.ServiceFault)]
    [InlineData(FaultKind.Html503, ProblemId.ServiceFault)]
    [InlineData(FaultKind.Cut, ProblemId.EndpointUnreachable)]
    [InlineData(FaultKind.EmptyBody, ProblemId.UnexpectedReply)]
    public async Task What_the_topic_did_not_take_is_not_sent_and_says_why(FaultKind fault, ProblemId expected)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = [new Fault { Kind = fault, Operation = "sns:.*" }] });
        var sink = new RecordingSink();
        var alert = await PublishAsync(sandbox, Topic, "exit status 1", sink);

        Assert.False(alert.Sent);
        Assert.Equal(MlAlertReason.PublishFailed, alert.Reason);
        Assert.Null(alert.MessageId);
        Assert.Null(alert.SentAt);
        var problem = Assert.Single(sink.Problems);
        Assert.Equal(expected, problem.Id);
        Assert.Equal(Topic, problem.Target);
        Assert.Empty(sandbox.Published);
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_is_named()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();
        var alert = await PublishAsync(sandbox, Topic + "x", "exit status 1", sink);

        Assert.False(alert.Sent);
        var problem = Assert.Single(sink.Problems);
        Assert.Equal(ProblemId.TopicNotFound, problem.Id);
        Assert.Equal(Topic + "x", problem.Target);
    }

    private static Task<MlAlert> PublishAsync(SandboxServer sandbox, string topic, string reason, RecordingSink sink, TimeProvider? clock = null) =>
        new SnsPublisher(TopicArn.Parse(topic)!, TestAws.Connection(sandbox), clock ?? TimeProvider.System)
            .PublishAsync(AlertMessage.Compose(AlertMessageTests.Content(reason), MlAlertFormat.Text), sink, CancellationToken.None);
}
