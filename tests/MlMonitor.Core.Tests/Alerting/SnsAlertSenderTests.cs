using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>The stages with SNS behind them, and what goes wrong there.</summary>
public sealed class SnsAlertSenderTests
{
    private readonly MemoryAlertStore _store = new();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(FaultKind.Throttle, ProblemId.Throttled)]
    [InlineData(FaultKind.Error500, ProblemId.ServiceFault)]
    [InlineData(FaultKind.Denied, ProblemId.AccessDenied)]
    public async Task What_SNS_refused_is_said_once_stays_unsent_and_goes_out_at_the_next_run(FaultKind fault, ProblemId expected)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = [new Fault { Kind = fault, Operation = "sns:.*", RetryAfterSeconds = 0 }] });
        var policy = AlertWorld.Policy with { GroupBy = AlertGrouping.Key };
        var refused = await RunAsync(sandbox, policy, AlertWorld.Start, AlertWorld.Seen("a"), AlertWorld.Seen("b"));
        Assert.All(refused, d => Assert.Equal((false, MlAlertReason.PublishFailed), (d.Sent, d.Reason)));
        Assert.Equal(expected, Assert.Single(_sink.Problems).Id);
        Assert.All(_store.Ledger.Alerts.Values, a => Assert.Equal(AlertWorld.Start, Assert.Single(a.Deliveries).RefusedAt));

        sandbox.Faults.Clear();
        var sent = await RunAsync(sandbox, policy, AlertWorld.Start.AddMinutes(5), AlertWorld.Seen("a"), AlertWorld.Seen("b"));
        Assert.All(sent, d => Assert.Equal((true, MlAlertReason.FirstNotification), (d.Sent, d.Reason)));
        Assert.Equal(sandbox.Published.Select(p => p.MessageId).Order(), sent.Select(d => d.MessageId).Order());
    }

    [Fact]
    public async Task A_topic_that_is_gone_keeps_nothing_from_the_others()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var policy = AlertWorld.Policy with { Routes = [new AlertRoute(AlertWorld.Topic + "-gone", new AlertMatcher()) { Continue = true }, .. AlertWorld.Policy.Routes] };
        await RunAsync(sandbox, policy, AlertWorld.Start, AlertWorld.Seen("a"));

        var problem = Assert.Single(_sink.Problems);
        Assert.Equal((ProblemId.TopicNotFound, AlertWorld.Topic + "-gone"), (problem.Id, problem.Target));
        var published = Assert.Single(sandbox.Published);
        Assert.Equal((AlertWorld.Topic, "firing"), (published.TopicArn, published.Attributes["state"]));
        Assert.Equal(32, published.Attributes["messageKey"].Length);
    }

    private Task<IReadOnlyList<MlAlertDecision>> RunAsync(SandboxServer sandbox, AlertPolicy policy, DateTimeOffset at, params Observation[] found)
    {
        var request = new AwsConnectionRequest { Credential = () => new AwsKeys(AccessKeys.Operator, AccessKeys.Secret, null), EndpointUrl = sandbox.Address.ToString() };
        var sender = new SnsAlertSender(new AwsConnector(), request, TimeProvider.System);
        return new AlertStages(policy, _store, sender).RunAsync(AlertWorld.Run(at, found), TimeSpan.Zero, _sink, CancellationToken.None);
    }
}
