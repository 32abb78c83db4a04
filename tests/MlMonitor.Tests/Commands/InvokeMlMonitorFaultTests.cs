using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Commands;

/// <summary>Whole runs where something is broken: nothing is lost, nothing is told twice, and what is not known is said.</summary>
public sealed class InvokeMlMonitorFaultTests : MonitorTest
{
    public InvokeMlMonitorFaultTests(SandboxFixture fixture)
        : base(fixture) => Watch("", Pipelines);

    [Fact]
    public void A_region_that_is_down_holds_back_its_own_alerts_and_those_of_others_end()
    {
        Watch("Region = 'eu-west-1', 'us-east-1'", "@{ Name = 'pipelines'; Test = 'PipelineStatus' }");
        Invoke();
        var east = Run($"Get-MlAlert '{State}' -Phase Firing | Where-Object Region -eq us-east-1").Values("Key");
        Assert.NotEmpty(east);
        var before = Server.Published.Count;

        Server.Faults.Add(new Fault { Kind = FaultKind.Cut, Operation = "(codepipeline|states|sagemaker):.*", Region = "us-east-1" });
        Assert.True(Server.Mend(Failed));
        var down = Invoke("");
        var findings = down.Output.Where(o => o.BaseObject.GetType().Name == "MlUncheckedFinding").ToList();

        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal("us-east-1", f.Properties["Region"].Value));
        Assert.Equal([Failed], Decisions(down).Where(d => d.Reason == "Resolved").Select(d => d.Thing));
        Assert.Equal(east, Run($"Get-MlAlert '{State}' -Phase Firing | Where-Object {{ $_.Region -eq 'us-east-1' -and $_.Source -ne 'Watch' }}").Values("Key"));
        Assert.Single(Server.Published.Skip(before), m => m.Subject!.StartsWith("[Resolved]", StringComparison.Ordinal));

        Server.Faults.Clear();
        var up = Decisions(Invoke()).Where(d => d.Reason == "Resolved").ToList();
        Assert.NotEmpty(up);
        Assert.All(up, d => Assert.Contains("us-east-1", d.Thing, StringComparison.Ordinal));
    }

    [Fact]
    public void A_topic_that_is_throttled_is_told_by_the_next_run()
    {
        Break(FaultKind.Throttle, "sns:Publish");
        var first = Invoke();
        Assert.Equal("PublishFailed", Assert.Single(Decisions(first)).Reason);
        Assert.StartsWith("Throttled,", Assert.Single(first.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, first.Output[^1].Properties["NotSent"].Value);
        Assert.Empty(Server.Published);

        Server.Faults.Clear();
        Assert.Equal("FirstNotification", Assert.Single(Decisions(Invoke())).Reason);
        Assert.Single(Server.Published);
    }

    [Fact]
    public void Where_half_the_topics_are_gone_the_other_half_is_told_once()
    {
        File.WriteAllText(Config, File.ReadAllText(Config).Replace("Route = @(", "Route = @( @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:gone'; Continue = $true },", StringComparison.Ordinal));
        var first = Invoke();
        Invoke();

        Assert.Equal(["FirstNotification", "PublishFailed"], Decisions(first).Select(d => d.Reason).Order());
        Assert.StartsWith("TopicNotFound,", Assert.Single(first.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(Server.Published);
    }

    [Fact]
    public void A_state_that_is_damaged_is_set_aside_with_a_warning_and_the_alert_is_told()
    {
        File.WriteAllText(State, "{ \"schema\": 1, \"led");
        var result = Invoke();

        Assert.Empty(result.Errors);
        Assert.Contains(result.Warnings, w => w.Contains("set aside", StringComparison.Ordinal));
        Assert.Equal("{ \"schema\": 1, \"led", File.ReadAllText(Assert.Single(Directory.GetFiles(Folder, "*.damaged-*"))));
        Assert.Single(Server.Published);
    }

    [Shell.UnixFact]
    public void A_disk_that_is_full_keeps_no_alert_from_going_out_and_says_that_it_will_go_out_again()
    {
        // What is written before it takes the state's place goes to a device that is always full.
        File.CreateSymbolicLink(State + ".new", "/dev/full");
        var result = Invoke();

        Assert.StartsWith("FileNotWritten,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("sent again", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(Server.Published);
    }

    [Theory]
    [InlineData(FaultKind.PreconditionFailed)]
    [InlineData(FaultKind.Conflict)]
    public void A_write_to_S3_that_met_another_is_tried_again(FaultKind fault)
    {
        Invoke($"-Quiet -StatePath {S3}");
        Assert.True(Server.Mend(Failed));
        Break(fault, "s3:PutObject", times: 1);
        var result = Invoke($"-Quiet -StatePath {S3}");

        Assert.Empty(result.Errors);
        Assert.Equal("Resolved", Assert.Single(Decisions(result)).Reason);
        Assert.Equal(2, MessageKeys().Distinct().Count());
        Assert.Equal(2, Server.Published.Count);
    }

    [Fact]
    public void A_budget_of_calls_is_kept_to_and_what_it_does_not_reach_is_a_finding()
    {
        string[] many = [.. Enumerable.Range(1, 6).Select(i => Pipelines.Replace("'pipelines'", $"'p{i}'", StringComparison.Ordinal))];
        Watch("", many);
        Invoke("-Quiet -WhatIf");
        var free = CallsTo("ListPipelines") + CallsTo("GetPipelineState") + CallsTo("ListPipelineExecutions");
        Server.Reset();
        Watch("CallBudget = 3", many);
        var result = Invoke("");
        var ended = result.Output[^1];

        // Telling of it costs calls of its own, which are no part of the budget.
        Assert.True(free > 3);
        Assert.Equal(3, Server.Calls.Where(call => call.Service != "sns").Sum(call => call.Count));
        Assert.Superset(new HashSet<string> { "p5", "p6" }, ((IEnumerable<string>)ended.Properties["Left"].Value).ToHashSet());
        Assert.Contains(result.Output, o => o.BaseObject.GetType().Name == "MlUncheckedFinding" && $"{o.Properties["Watch"].Value}" == "p6" && $"{o.Properties["ErrorId"].Value}" == "CallBudgetSpent");
        Assert.NotEmpty(Server.Published);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void What_comes_and_goes_is_told_to_be_over_only_when_it_is_calm()
    {
        var reasons = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            Server.Reset();
            reasons.Add(Assert.Single(Decisions(Invoke())).Reason);
            Assert.True(Server.Mend(Failed));
            reasons.Add(Assert.Single(Decisions(Invoke())).Reason);
        }

        Assert.Equal(["FirstNotification", "Resolved", "FirstNotification", "Flapping", "NotYetDue", "Flapping"], reasons);
        Host.SetVariable("MlMonitorClock", new Later(TimeSpan.FromHours(3.1)));
        Assert.Equal("Resolved", Assert.Single(Decisions(Invoke())).Reason);
    }

    [Fact]
    public void A_silence_holds_back_and_its_end_is_told()
    {
        Run($"New-MlSilence '{State}' -Resource {Failed} -Ends (Get-Date).AddHours(1) -Why rollout -By ann");
        Assert.Equal("Muted", Assert.Single(Decisions(Invoke())).Reason);
        Assert.Empty(Server.Published);

        Host.SetVariable("MlMonitorClock", new Later(TimeSpan.FromHours(2)));
        var after = Invoke();

        Assert.Contains(after.Warnings, w => w.Contains("of ann ended", StringComparison.Ordinal));
        Assert.Equal("FirstNotification", Assert.Single(Decisions(after)).Reason);
        Assert.Contains("Held back until now", Assert.Single(Server.Published).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_looks_like_a_span_of_time_stays_text_where_a_command_takes_text()
    {
        // A folder of this name is not there, and as a span of time it would be called 1.00:00:00.
        Watch("", "@{ Name = 'drift'; Test = 'EndpointDrift'; EndpointName = 'churn-predictor'; Parameter = @{ Baseline = '1d' } }");
        var finding = Invoke("").Output[0];

        Assert.Equal("PathNotFound", finding.Properties["ErrorId"].Value);
        Assert.Contains("1d", $"{finding.Properties["Target"].Value}", StringComparison.Ordinal);
    }
}

/// <summary>The machine's clock, moved on.</summary>
internal sealed class Later(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
