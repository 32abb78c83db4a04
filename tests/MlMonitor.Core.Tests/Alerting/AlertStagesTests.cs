using System.Text.Json;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class AlertStagesTests
{
    private readonly MemoryAlertStore _store = new();
    private readonly RecordingSender _sender = new();
    private readonly RecordingSink _sink = new();
    private DateTimeOffset _now = AlertWorld.Start;
    private AlertPolicy _policy = AlertWorld.Policy;

    [Fact]
    public async Task What_fires_is_told_once_then_after_the_repeat_interval_and_once_when_it_is_over()
    {
        Assert.Equal([MlAlertReason.FirstNotification], await RunAsync(AlertWorld.Seen("churn")));
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal([MlAlertReason.NotYetDue], await RunAsync(AlertWorld.Seen("churn")));
        _now += TimeSpan.FromHours(4);
        Assert.Equal([MlAlertReason.RepeatIntervalElapsed], await RunAsync(AlertWorld.Seen("churn")));
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal([MlAlertReason.Resolved], await RunAsync());
        _now += TimeSpan.FromMinutes(5);
        Assert.Empty(await RunAsync());

        Assert.Equal(["[Critical] churn: churn answers with errors.", "[Critical] churn: churn answers with errors.", "[Resolved] churn: churn answers with errors."],
            _sender.Taken.Select(t => t.Message.Content.Title));
        Assert.Equal(["firing", "firing", "resolved"], _sender.Taken.Select(t => t.Message.Content.Attributes()["state"]));
        Assert.Equal(3, _sender.Taken.Select(t => t.Message.Content.Attributes()["messageKey"]).Distinct().Count());
    }

    [Fact]
    public async Task What_is_worse_than_told_is_told_at_once()
    {
        await RunAsync(AlertWorld.Seen("churn", MlSeverity.Warning));
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal([MlAlertReason.SeverityRaised], await RunAsync(AlertWorld.Seen("churn")));
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal([MlAlertReason.NotYetDue], await RunAsync(AlertWorld.Seen("churn", MlSeverity.Warning)));
    }

    [Fact]
    public async Task What_goes_before_it_has_been_there_long_enough_is_never_told()
    {
        Assert.Equal([MlAlertReason.Pending], await RunAsync(AlertWorld.Seen("churn", wait: TimeSpan.FromMinutes(10))));
        _now += TimeSpan.FromMinutes(5);
        Assert.Empty(await RunAsync());
        _now += TimeSpan.FromMinutes(6);
        Assert.Equal([MlAlertReason.Pending], await RunAsync(AlertWorld.Seen("churn", wait: TimeSpan.FromMinutes(10))));
        _now += TimeSpan.FromMinutes(10);
        Assert.Equal([MlAlertReason.FirstNotification], await RunAsync(AlertWorld.Seen("churn", wait: TimeSpan.FromMinutes(10))));
    }

    [Fact]
    public async Task What_could_not_be_checked_stays_as_it_was()
    {
        await RunAsync(AlertWorld.Seen("churn"));
        _now += TimeSpan.FromMinutes(5);
        Assert.Equal([MlAlertReason.NotYetDue], Reasons(await DecideAsync(AlertWorld.Run(_now).NotChecked("churn"))));
        Assert.Equal([MlAlertReason.NotYetDue], Reasons(await DecideAsync(AlertWorld.Run(_now) with { Watches = [new WatchOutcome(AlertWorld.Watch, false, new HashSet<string>())] })));
        Assert.Equal([MlAlertReason.NotYetDue], Reasons(await DecideAsync(AlertWorld.Run(_now) with { Watches = [] })));
        Assert.Equal([MlAlertReason.Resolved], Reasons(await DecideAsync(AlertWorld.Run(_now) with { Watches = [], Configured = new HashSet<string> { "other" } })));
    }

    [Fact]
    public async Task Many_alerts_are_one_message_with_the_worst_first_and_a_count_of_the_rest()
    {
        _policy = _policy with { GroupBy = AlertGrouping.Source, MaxInMessage = 2, Format = MlAlertFormat.Json };
        var decisions = await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("a", MlSeverity.Warning), AlertWorld.Seen("b", MlSeverity.NoData), AlertWorld.Seen("c"), AlertWorld.Seen("d", MlSeverity.Warning)));

        var message = Assert.Single(_sender.Taken).Message;
        Assert.Equal("[Critical] 4 alerts of EndpointHealth: c, a, d and 1 more", message.Content.Title);
        using var body = JsonDocument.Parse(message.Body);
        Assert.Equal(["c", "a"], body.RootElement.GetProperty("alerts").EnumerateArray().Select(a => a.GetProperty("resource").GetString()));
        Assert.Equal(2, body.RootElement.GetProperty("moreAlerts").GetInt32());
        Assert.Contains("and 2 more: 1 Warning, 1 NoData", body.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, decisions.Count(d => d.Reason == MlAlertReason.GroupedInto));
        Assert.All(decisions, d => Assert.True(d.Sent));
    }

    [Fact]
    public async Task Routes_lead_by_severity_source_and_tag_and_stop_where_they_are_not_to_go_on()
    {
        _policy = _policy with
        {
            Routes =
            [
                new AlertRoute(AlertWorld.OtherTopic, new AlertMatcher { Severity = [MlSeverity.Critical] }) { Continue = true },
                new AlertRoute(AlertWorld.Topic, new AlertMatcher { Source = "endpoint*" }),
                new AlertRoute(AlertWorld.OtherTopic, new AlertMatcher { Tag = new Dictionary<string, string> { ["team"] = "fraud" } }),
            ],
        };
        var tagged = AlertWorld.Seen("c", MlSeverity.Warning, source: "Drift") with { Tags = new Dictionary<string, string> { ["team"] = "Fraud" } };
        var decisions = await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("a"), AlertWorld.Seen("b", MlSeverity.Warning), tagged, AlertWorld.Seen("d", MlSeverity.Warning, source: "Bias")));

        Assert.Equal([AlertWorld.Topic, AlertWorld.OtherTopic], decisions.Where(d => d.Key.EndsWith("/a", StringComparison.Ordinal)).Select(d => d.TopicArn).Order(StringComparer.Ordinal));
        Assert.Equal([AlertWorld.Topic], decisions.Where(d => d.Key.EndsWith("/b", StringComparison.Ordinal)).Select(d => d.TopicArn));
        Assert.Equal([AlertWorld.OtherTopic], decisions.Where(d => d.Key.EndsWith("/c", StringComparison.Ordinal)).Select(d => d.TopicArn));
        Assert.Equal(MlAlertReason.NotRouted, Assert.Single(decisions, d => d.Key.EndsWith("/d", StringComparison.Ordinal)).Reason);
        Assert.Contains("no route", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_holds_back_and_says_so_when_it_ends()
    {
        _store.Ledger = new AlertLedger { Silences = [new SilenceRecord("s1", new AlertMatcher { Resource = "ch*" }, _now, _now.AddHours(1), "ann", "rollout")] };
        var muted = Assert.Single(await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("churn"))));
        Assert.Equal((MlAlertReason.Muted, "silence s1 of ann: rollout"), (muted.Reason, muted.MutedBy));
        Assert.Empty(_sender.Taken);
        Assert.Empty(_sink.Warnings);

        _now += TimeSpan.FromHours(1);
        Assert.Equal([MlAlertReason.FirstNotification], await RunAsync(AlertWorld.Seen("churn")));
        Assert.Contains("Held back until now by silence s1 of ann: rollout", _sender.Taken[0].Message.Body, StringComparison.Ordinal);
        Assert.Contains("Silence s1 of ann ended", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
        await RunAsync(AlertWorld.Seen("churn"));
        Assert.Single(_sink.Warnings);
    }

    [Fact]
    public async Task Quiet_hours_hold_warnings_over_midnight_and_let_critical_ones_through()
    {
        // 2026-11-20 is a Friday.
        _policy = _policy with { QuietHours = [new QuietHours("night", new TimeOnly(22, 0), new TimeOnly(6, 0)) { Days = [DayOfWeek.Friday], TimeZone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), "east", "east") }] };
        _now = new DateTimeOffset(2026, 11, 21, 3, 59, 0, TimeSpan.Zero);
        var decisions = await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("a"), AlertWorld.Seen("b", MlSeverity.Warning)));
        Assert.Equal([(false, "quiet hours night"), (true, null)], decisions.Select(d => (d.Sent, d.MutedBy)));

        _now += TimeSpan.FromMinutes(1);
        Assert.Contains(MlAlertReason.FirstNotification, await RunAsync(AlertWorld.Seen("a"), AlertWorld.Seen("b", MlSeverity.Warning)));
    }

    [Theory]
    [InlineData("2026-11-20T21:59:59Z", false)]
    [InlineData("2026-11-20T22:00:00Z", true)]
    [InlineData("2026-11-21T05:59:59Z", true)]
    [InlineData("2026-11-21T06:00:00Z", false)]
    [InlineData("2026-11-21T23:00:00Z", false)]
    public void Quiet_hours_of_a_day_are_those_that_begin_on_it(string at, bool hold) =>
        Assert.Equal(hold, new QuietHours("night", new TimeOnly(22, 0), new TimeOnly(6, 0)) { Days = [DayOfWeek.Friday] }.Hold(DateTimeOffset.Parse(at, null)));

    [Fact]
    public async Task Maintenance_holds_back_what_it_is_about_and_nothing_else()
    {
        _policy = _policy with { Maintenance = [new MaintenanceWindow("move", _now.AddMinutes(-1), _now.AddMinutes(30), new AlertMatcher { Resource = "churn" })] };
        var decisions = await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("churn"), AlertWorld.Seen("fraud")));
        Assert.Equal([("maintenance move", false), (null, true)], decisions.Select(d => (d.MutedBy, d.Sent)));
    }

    [Fact]
    public async Task What_comes_and_goes_is_told_to_be_over_only_when_it_is_calm()
    {
        var reasons = new List<MlAlertReason>();
        for (var i = 0; i < 8; i++)
        {
            reasons.AddRange(i % 2 == 0 ? await RunAsync(AlertWorld.Seen("churn")) : await RunAsync());
            _now += TimeSpan.FromMinutes(5);
        }

        Assert.Equal([MlAlertReason.FirstNotification, MlAlertReason.Resolved, MlAlertReason.FirstNotification, MlAlertReason.Flapping,
            MlAlertReason.NotYetDue, MlAlertReason.Flapping, MlAlertReason.NotYetDue, MlAlertReason.Flapping], reasons);
        _now += TimeSpan.FromHours(3);
        Assert.Equal([MlAlertReason.Resolved], await RunAsync());
    }

    [Fact]
    public async Task Half_the_topics_gone_leaves_the_other_half_served_and_the_rest_for_the_next_run()
    {
        _policy = _policy with { GroupBy = AlertGrouping.Key, Routes = [new AlertRoute(AlertWorld.Topic, new AlertMatcher()) { Continue = true }, new AlertRoute(AlertWorld.OtherTopic, new AlertMatcher())] };
        _sender.Takes = topic => topic == AlertWorld.Topic;
        var decisions = await DecideAsync(AlertWorld.Run(_now, AlertWorld.Seen("a"), AlertWorld.Seen("b")));
        Assert.All(decisions, d => Assert.Equal((d.TopicArn == AlertWorld.Topic, d.TopicArn == AlertWorld.Topic ? MlAlertReason.FirstNotification : MlAlertReason.PublishFailed), (d.Sent, d.Reason)));

        _sender.Takes = _ => true;
        decisions = await DecideAsync(AlertWorld.Run(_now.AddMinutes(5), AlertWorld.Seen("a")));
        Assert.Equal(
            [("a", AlertWorld.OtherTopic, MlAlertReason.FirstNotification), ("a", AlertWorld.Topic, MlAlertReason.NotYetDue), ("b", AlertWorld.OtherTopic, MlAlertReason.Resolved), ("b", AlertWorld.Topic, MlAlertReason.Resolved)],
            decisions.Select(d => (d.Key.Split('/')[^1], d.TopicArn!, d.Reason)).OrderBy(d => d.Item1, StringComparer.Ordinal).ThenBy(d => d.Item2 == AlertWorld.Topic));
    }

    [Fact]
    public async Task A_look_ahead_decides_the_same_and_neither_sends_nor_records()
    {
        var before = _store.Text;
        var decisions = await new AlertStages(_policy, _store, _sender).PreviewAsync(AlertWorld.Run(_now, AlertWorld.Seen("churn")), _sink, CancellationToken.None);
        Assert.Equal([MlAlertReason.FirstNotification], Reasons(decisions));
        Assert.Empty(_sender.Taken);
        Assert.Equal(before, _store.Text);
    }

    private async Task<List<MlAlertReason>> RunAsync(params Observation[] found) => Reasons(await DecideAsync(AlertWorld.Run(_now, found)));

    private static List<MlAlertReason> Reasons(IReadOnlyList<MlAlertDecision> decisions) => [.. decisions.Select(d => d.Reason)];

    private Task<IReadOnlyList<MlAlertDecision>> DecideAsync(ObservedRun run) =>
        new AlertStages(_policy, _store, _sender).RunAsync(run, TimeSpan.Zero, _sink, CancellationToken.None);
}
