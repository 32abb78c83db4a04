using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Alerting;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

public sealed class WatchRunTests
{
    private static readonly Watch[] Five = [.. Enumerable.Range(0, 5).Select(i => ScriptedRunner.Watch($"w{i}"))];
    private readonly MemoryAlertStore _store = new();
    private readonly RecordingSender _sender = new();
    private readonly RecordingSink _sink = new();
    private readonly FakeTimeProvider _clock = new(AlertWorld.Start);

    [Fact]
    public async Task A_region_that_is_down_holds_back_its_own_alerts_and_no_others()
    {
        var watch = ScriptedRunner.Watch("endpoints");
        await RunAsync([watch], new ScriptedRunner(w => [ScriptedRunner.Found(w, "here"), ScriptedRunner.Found(w, "there", region: "us-east-1")]));
        _clock.Advance(TimeSpan.FromMinutes(5));
        var (decisions, run) = await RunAsync([watch], new ScriptedRunner(w => [ScriptedRunner.Hindered(w, ProblemId.EndpointUnreachable, "us-east-1", "us-east-1")]));

        Assert.Equal(1, run.CouldNotCheck);
        Assert.Equal(
            [("here", MlAlertReason.Resolved), ("there", MlAlertReason.NotYetDue), ("us-east-1", MlAlertReason.FirstNotification)],
            decisions.Select(d => (d.Key.Split('/')[3], d.Reason)).Order());
        // It is due again at once.
        Assert.Equal([watch], Plan([watch], TimeSpan.FromHours(1)).Due);
    }

    [Fact]
    public async Task What_is_of_no_region_holds_back_all_and_an_alert_of_none_waits_for_all_regions()
    {
        var watch = ScriptedRunner.Watch("endpoints");
        await RunAsync([watch], new ScriptedRunner(w => [ScriptedRunner.Found(w, "here"), ScriptedRunner.Found(w, "nowhere", region: "")]));
        var (decisions, _) = await RunAsync([watch], new ScriptedRunner(w => [ScriptedRunner.Hindered(w, ProblemId.CredentialMissing, "all", "")]));
        Assert.DoesNotContain(decisions, d => d.Reason == MlAlertReason.Resolved);
        (decisions, _) = await RunAsync([watch], new ScriptedRunner(w => [ScriptedRunner.Hindered(w, ProblemId.ServiceFault, "us-east-1", "us-east-1")]));
        Assert.Equal(["here"], decisions.Where(d => d.Reason == MlAlertReason.Resolved && d.Key.StartsWith("EndpointHealth", StringComparison.Ordinal)).Select(d => d.Key.Split('/')[3]));
        (decisions, _) = await RunAsync([watch], new ScriptedRunner(_ => []));
        Assert.Contains(decisions, d => d.Reason == MlAlertReason.Resolved && d.Key.EndsWith("/nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_was_killed_is_gone_on_with_and_looks_at_nothing_twice()
    {
        await KillAsync(Five, "w4");
        var kept = _store.Ledger.Unfinished!.Done.Select(d => d.Watch).Order().ToList();
        Assert.NotEmpty(kept);
        Assert.Empty(_sender.Taken);

        _clock.Advance(TimeSpan.FromMinutes(20));
        var runner = new ScriptedRunner(w => [ScriptedRunner.Found(w, w.Name)]);
        var (decisions, run) = await RunAsync(Five, runner);

        Assert.Equal(Five.Select(w => w.Name).Except(kept), runner.Began.Order());
        Assert.Equal(5, run.Count()[MlSeverity.Critical]);
        Assert.Equal(Five.Select(w => w.Name), decisions.Select(d => d.Key.Split('/')[^1]).Order());
        Assert.All(decisions, d => Assert.True(d.Sent));
        Assert.Contains("w0", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
        Assert.Null(_store.Ledger.Unfinished);
        // Each watch counts from the run that did it.
        Assert.Equal(AlertWorld.Start, _store.Ledger.Watches[kept[0]].RanAt);
        Assert.Equal(AlertWorld.Start.AddMinutes(20), _store.Ledger.Watches["w4"].RanAt);
    }

    [Fact]
    public async Task A_run_that_was_killed_long_ago_or_was_asked_for_something_else_is_begun_anew()
    {
        await KillAsync(Five, "w4");
        Assert.NotEmpty(Plan(Five, TimeSpan.Zero).Resumed);
        Assert.Empty(WatchSchedule.Plan(Five, false, "else", _store.Ledger, AlertWorld.Start).Resumed);
        Assert.Empty(Plan(Five, TimeSpan.FromMinutes(31)).Resumed);
        Assert.Empty(Plan(Five, -TimeSpan.FromMinutes(1)).Resumed);
        Assert.Equal(5, Plan(Five, TimeSpan.FromMinutes(31)).Due.Count);
        // One that is due again since is done again.
        var often = Five.Select(w => w with { Every = TimeSpan.FromMinutes(10) }).ToArray();
        Assert.Empty(Plan(often, TimeSpan.FromMinutes(10)).Resumed);
        Assert.NotEmpty(Plan(often, TimeSpan.FromMinutes(5)).Resumed);
    }

    [Fact]
    public async Task What_was_hindered_is_looked_at_again_by_the_run_that_goes_on()
    {
        await KillAsync(Five, "w4", w => w.Name == "w1" ? [ScriptedRunner.Hindered(w, ProblemId.Throttled, "w1")] : []);
        Assert.DoesNotContain("w1", _store.Ledger.Unfinished!.Done.Select(d => d.Watch));
        Assert.Contains("w1", Plan(Five, TimeSpan.FromMinutes(1)).Due.Select(w => w.Name));
    }

    [Fact]
    public async Task A_run_of_one_watch_writes_no_more_than_its_alerts_ask_for()
    {
        var before = _store.Steps;
        await RunAsync([Five[0]], new ScriptedRunner(_ => []));
        // What was found and is to be sent, in one.
        Assert.Equal(before + 1, _store.Steps);
    }

    [Fact]
    public async Task A_watch_that_the_budget_does_not_reach_is_a_finding_and_the_first_of_the_next_run()
    {
        var runner = new ScriptedRunner(w => [ScriptedRunner.Found(w, w.Name, MlSeverity.Ok)]);
        await RunAsync(Five[..4], runner);
        _clock.Advance(TimeSpan.FromMinutes(5));
        var (decisions, run) = await RunAsync(Five, new ScriptedRunner(_ => []) { IsSpent = true });

        Assert.Equal(5, run.Left.Count);
        Assert.Equal(5, run.CouldNotCheck);
        Assert.All(decisions, d => Assert.Equal((MlSeverity.NoData, MlAlertReason.FirstNotification), (d.Severity, d.Reason)));
        Assert.Equal("w4", Plan(Five, TimeSpan.FromMinutes(5)).Due[0].Name);
    }

    [Fact]
    public void A_meter_is_spent_where_what_it_is_part_of_is()
    {
        var whole = new AwsCallMeter { Budget = 2 };
        var (one, other) = (new AwsCallMeter(whole), new AwsCallMeter(whole));
        Assert.True(one.TryCountCall("SageMaker"));
        Assert.False(other.IsSpent);
        Assert.True(one.TryCountCall("SageMaker"));
        Assert.True(other.IsSpent);
        Assert.False(new AwsCallMeter().IsSpent);
    }

    private async Task KillAsync(Watch[] watches, string at, Func<Watch, IEnumerable<WatchResult>>? script = null)
    {
        // The last begins when the others are done.
        var others = watches.Length - 1;
        ScriptedRunner runner = null!;
        runner = new ScriptedRunner(w => w.Name == at ? Die() : script?.Invoke(w) ?? [ScriptedRunner.Found(w, w.Name)]);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(watches, runner));

        IEnumerable<WatchResult> Die()
        {
            SpinWait.SpinUntil(() => runner.Began.Count > others && _store.Ledger.Unfinished is not null, TimeSpan.FromSeconds(10));
            throw new CrashException();
        }
    }

    private WatchPlan Plan(Watch[] watches, TimeSpan later) => WatchSchedule.Plan(watches, false, "asked", _store.Ledger, AlertWorld.Start + later);

    private async Task<(IReadOnlyList<MlAlertDecision> Decisions, WatchRun Run)> RunAsync(Watch[] watches, ScriptedRunner runner)
    {
        await using var lease = (await _store.OpenAsync(TimeSpan.Zero, _sink, CancellationToken.None))!;
        var run = new WatchRun(WatchSchedule.Plan(watches, false, "asked", lease.Ledger, _clock.GetUtcNow()), runner, _clock);
        await run.ExecuteAsync(lease, _sink, CancellationToken.None).ToListAsync();
        return (await new AlertStages(AlertWorld.Policy with { GroupBy = AlertGrouping.Key }, _store, _sender).RunAsync(run.Observed(watches.Select(w => w.Name)), lease, _sink, CancellationToken.None), run);
    }
}
