using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>What both places that keep a ledger have to do.</summary>
public sealed class AlertStoreTests : IAsyncLifetime
{
    private const string Key = "watch/state.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("ml-alerts-").FullName;
    private readonly FakeTimeProvider _clock = new(AlertWorld.Start);
    private readonly RecordingSink _sink = new();
    private SandboxServer _sandbox = null!;

    private string File => Path.Combine(_folder, "state.json");

    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(new SandboxOptions());

    public async Task DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_is_read_again_in_full(bool s3)
    {
        var run = AlertWorld.Run(AlertWorld.Start, AlertWorld.Seen("churn") with { Tags = new Dictionary<string, string> { ["team"] = "fraud" } });
        await new AlertStages(AlertWorld.Policy, Store(s3), new RecordingSender()).RunAsync(run, TimeSpan.Zero, _sink, CancellationToken.None);
        await using (var lease = await Store(s3).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None))
            Assert.Null(await lease!.SaveAsync(lease.Ledger with { Silences = [new SilenceRecord("s1", new AlertMatcher { Severity = [MlSeverity.Warning] }, AlertWorld.Start, AlertWorld.Start.AddHours(1), "ann", "rollout")] }, CancellationToken.None));

        var ledger = (await Store(s3).ReadAsync(_sink, CancellationToken.None))!;
        Assert.Empty(_sink.Problems);
        var alert = Assert.Single(ledger.Alerts.Values);
        Assert.Equal(("churn", MlAlertPhase.Firing, "fraud"), (alert.Resource, alert.Phase, alert.Tags["team"]));
        Assert.Equal((AlertWorld.Topic, AlertWorld.Start, MlSeverity.Critical), (alert.Deliveries[0].TopicArn, alert.Deliveries[0].SentAt, alert.Deliveries[0].Severity));
        Assert.Equal([MlSeverity.Warning], Assert.Single(ledger.Silences).Matcher.Severity);
        Assert.Empty(ledger.Planned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_state_is_set_aside_with_a_warning_and_kept(bool s3)
    {
        await PutAsync(s3, "{ \"schema\": 1, \"alerts\": [");
        await using (var lease = await Store(s3).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None))
            Assert.Empty(lease!.Ledger.Alerts);

        Assert.Empty(_sink.Problems);
        Assert.Contains("set aside", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
        Assert.Equal("{ \"schema\": 1, \"alerts\": [", await GetAsync(s3, ".damaged-20261120T120000000Z"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_state_of_a_later_version_is_left_alone(bool s3)
    {
        await PutAsync(s3, "{ \"schema\": 2, \"anything\": true }");
        Assert.Null(await Store(s3).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None));
        Assert.Equal(ProblemId.StateVersionUnknown, Assert.Single(_sink.Problems).Id);
        Assert.Equal("{ \"schema\": 2, \"anything\": true }", await GetAsync(s3, ""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_one_has_the_state_and_the_other_is_told_who(bool s3)
    {
        await using var first = await Store(s3).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None);
        Assert.NotNull(first);
        Assert.Null(await Store(s3).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None));
        Assert.Equal(ProblemId.StateInUse, Assert.Single(_sink.Problems).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_at_once_on_one_state_send_nothing_twice(bool s3)
    {
        var senders = new[] { new RecordingSender(), new RecordingSender() };
        for (var step = 0; step < 6; step++)
        {
            var at = AlertWorld.Start.AddMinutes(step);
            var found = step % 2 == 0 ? [AlertWorld.Seen("a"), AlertWorld.Seen("b", source: "Drift")] : Array.Empty<Observation>();
            await Task.WhenAll(senders.Select(sender => Task.Run(() => new AlertStages(AlertWorld.Policy with { FlapChanges = 0 }, Store(s3, TimeProvider.System), sender)
                .RunAsync(AlertWorld.Run(at, found), TimeSpan.FromSeconds(20), _sink, CancellationToken.None))));
        }

        Assert.Empty(_sink.Problems);
        var keys = senders.SelectMany(s => s.Taken).Select(t => t.Message.Content.MessageKey).ToList();
        Assert.Equal(12, keys.Count);
        Assert.Equal(12, keys.Distinct().Count());
    }

    [Fact]
    public async Task A_lease_of_one_who_died_is_free_when_its_time_is_over_and_not_before()
    {
        // Never disposed of: the process is gone, and nobody renews the lease.
        var died = new FakeTimeProvider(AlertWorld.Start);
        await Store(true, died).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None);
        _clock.Advance(S3AlertStore.LeaseTime + S3AlertStore.Skew);
        Assert.Null(await Store(true).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await Store(true).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_slept_through_a_lease_sends_nothing_more()
    {
        var slept = new FakeTimeProvider(AlertWorld.Start);
        var first = (await Store(true, slept).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None))!;
        _clock.Advance(TimeSpan.FromMinutes(10));
        await using var second = await Store(true).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None);
        var sender = new RecordingSender();
        var decisions = await new AlertStages(AlertWorld.Policy, Store(true), sender).RunAsync(AlertWorld.Run(AlertWorld.Start, AlertWorld.Seen("a")), first, _sink, CancellationToken.None);

        Assert.Empty(sender.Taken);
        Assert.Equal(ProblemId.StateTakenOver, Assert.Single(_sink.Problems).Id);
        Assert.Equal([MlAlertReason.PublishFailed], decisions.Select(d => d.Reason));
    }

    [Theory]
    [InlineData(FaultKind.PreconditionFailed)]
    [InlineData(FaultKind.Conflict)]
    public async Task A_write_that_met_another_is_tried_again_where_the_other_wrote_nothing(FaultKind fault)
    {
        await using var lease = await Store(true).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None);
        _sandbox.Faults.Add(new Fault { Kind = fault, Operation = "s3:PutObject", Times = 1 });
        Assert.Null(await lease!.SaveAsync(new AlertLedger { Watches = new Dictionary<string, WatchMark> { ["w"] = new(AlertWorld.Start) } }, CancellationToken.None));
        Assert.Equal("w", Assert.Single((await Store(true).ReadAsync(_sink, CancellationToken.None))!.Watches).Key);
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_the_old_state()
    {
        await using var lease = await Store(false).OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None);
        Assert.Null(await lease!.SaveAsync(new AlertLedger(), CancellationToken.None));
        var before = await GetAsync(false, "");
        Fill();
        var problem = await lease.SaveAsync(new AlertLedger { Watches = new Dictionary<string, WatchMark> { ["w"] = new(AlertWorld.Start) } }, CancellationToken.None);
        Assert.Equal(ProblemId.FileNotWritten, problem?.Id);
        Assert.Equal(before, await GetAsync(false, ""));
    }

    [Fact]
    public async Task A_disk_that_is_full_does_not_keep_alerts_from_going_out()
    {
        Fill();
        var sender = new RecordingSender();
        await new AlertStages(AlertWorld.Policy, Store(false), sender).RunAsync(AlertWorld.Run(AlertWorld.Start, AlertWorld.Seen("a")), TimeSpan.Zero, _sink, CancellationToken.None);
        Assert.Equal(ProblemId.FileNotWritten, Assert.Single(_sink.Problems).Id);
        Assert.Equal("a", Assert.Single(sender.Taken).Message.Content.About.Resource);
    }

    /// <summary>What is written before it takes the state's place goes to a device that is always full.</summary>
    private void Fill() => System.IO.File.CreateSymbolicLink(File + ".new", "/dev/full");

    private IAlertStore Store(bool s3, TimeProvider? clock = null) => s3
        ? new S3AlertStore(Place(), TestAws.Connection(_sandbox), clock ?? _clock)
        : new FileAlertStore(File, clock ?? _clock);

    private static S3Location Place(string suffix = "") => new("ml-baselines-123456789012", Key + suffix);

    private S3Reader Reader => new(new AwsCaller(TestAws.Connection(_sandbox), _sink));

    private async Task PutAsync(bool s3, string text)
    {
        if (s3)
            Assert.Null(await Reader.PutAsync(Place(), System.Text.Encoding.UTF8.GetBytes(text), "application/json", CancellationToken.None));
        else
            await System.IO.File.WriteAllTextAsync(File, text);
    }

    private async Task<string> GetAsync(bool s3, string suffix)
    {
        if (!s3)
            return await System.IO.File.ReadAllTextAsync(File + suffix);
        using var reply = (await Reader.OpenAsync(Place(suffix), CancellationToken.None)).Value!;
        using var text = new StreamReader(reply.ResponseStream);
        return await text.ReadToEndAsync();
    }
}
