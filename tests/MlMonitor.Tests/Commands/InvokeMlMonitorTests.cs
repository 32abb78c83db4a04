using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Whole runs over the sandbox: what is found, told, told again, and over.</summary>
public sealed class InvokeMlMonitorTests : SandboxTest, IDisposable
{
    private const string Pipelines = "@{ Name = 'pipelines'; Test = 'PipelineStatus'; PipelineName = 'fraud-scorer-*' }";
    private const string Endpoints = "@{ Name = 'endpoints'; Test = 'EndpointHealth'; EndpointName = 'credit-*' }";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    public InvokeMlMonitorTests(SandboxFixture fixture)
        : base(fixture) => Watch(Pipelines, Endpoints);

    private string Config => Path.Combine(_folder, "mlmonitor.psd1");

    [Fact]
    public void Findings_come_first_and_the_summary_last_and_the_topic_is_told()
    {
        var result = Run($"Invoke-MlMonitor '{Config}'");

        Assert.Empty(result.Errors);
        Assert.Contains(result.Output, o => o.BaseObject.GetType().Name == "MlPipelineStatus" && $"{o.Properties["PipelineName"].Value}" == Failed);
        Assert.Equal("MlMonitorRun", result.Output[^1].BaseObject.GetType().Name);
        Assert.Equal(2, result.Output[^1].Properties["ExitCode"].Value);
        Assert.NotEmpty(Server.Published);
        Assert.True((int)result.Output[^1].Properties["Calls"].Value > 0);
        Assert.True((int)result.Output[^1].Properties["BilledMetrics"].Value > 0);
    }

    [Fact]
    public void A_second_run_sends_nothing_and_says_why_and_one_after_the_repeat_interval_sends_again()
    {
        Run($"Invoke-MlMonitor '{Config}' -Quiet");
        var sent = Server.Published.Count;
        var second = Run($"Invoke-MlMonitor '{Config}' -Quiet").Single;

        Assert.NotEqual(0, sent);
        Assert.Equal(sent, Server.Published.Count);
        Assert.NotEmpty((IEnumerable<object>)second.Properties["Decision"].Value);
        Assert.All((IEnumerable<object>)second.Properties["Decision"].Value, d => Assert.Equal("NotYetDue", $"{d.GetType().GetProperty("Reason")!.GetValue(d)}"));

        Host.SetVariable("MlMonitorClock", new Later(TimeSpan.FromHours(4.1)));
        var third = Run($"Invoke-MlMonitor '{Config}' -Quiet").Single;

        Assert.True(Server.Published.Count > sent);
        Assert.Contains((IEnumerable<object>)third.Properties["Decision"].Value, d => $"{d.GetType().GetProperty("Reason")!.GetValue(d)}" == "RepeatIntervalElapsed");
    }

    [Fact]
    public void Paths_in_the_configuration_begin_at_its_folder()
    {
        Watch("@{ Name = 'drift'; Test = 'EndpointDrift'; EndpointName = 'churn-predictor'; Parameter = @{ Baseline = 'none.csv' } }");
        var result = Run($"Invoke-MlMonitor '{Config}'");

        Assert.Equal(Path.Combine(_folder, "none.csv"), result.Output[0].Properties["Target"].Value);
    }

    [Fact]
    public void A_cause_that_is_gone_is_told_once()
    {
        Run($"Invoke-MlMonitor '{Config}' -Quiet");
        var before = Server.Published.Count;
        Assert.True(Server.Mend(Failed));
        var over = Run($"Invoke-MlMonitor '{Config}' -Quiet").Single;
        var told = Server.Published.Skip(before).ToList();
        Run($"Invoke-MlMonitor '{Config}' -Quiet");

        var resolved = Assert.Single((IEnumerable<object>)over.Properties["Decision"].Value, d => $"{d.GetType().GetProperty("Reason")!.GetValue(d)}" == "Resolved");
        Assert.EndsWith($"/{Failed}", $"{resolved.GetType().GetProperty("Key")!.GetValue(resolved)}", StringComparison.Ordinal);
        Assert.StartsWith($"[Resolved] {Failed}:", Assert.Single(told).Subject, StringComparison.Ordinal);
        Assert.Equal(before + 1, Server.Published.Count);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDenied")]
    [InlineData(FaultKind.Throttle, "Throttled")]
    [InlineData(FaultKind.Cut, "EndpointUnreachable")]
    public void What_cannot_be_checked_is_a_finding_and_ends_no_alert(FaultKind fault, string id)
    {
        Run($"Invoke-MlMonitor '{Config}' -Quiet -Only pipelines");
        Break(fault, "codepipeline:.*");
        var result = Run($"Invoke-MlMonitor '{Config}' -Only pipelines");

        Assert.Empty(result.Errors);
        Assert.Contains(result.Output, o => o.BaseObject.GetType().Name == "MlUncheckedFinding" && $"{o.Properties["ErrorId"].Value}" == id);
        Assert.DoesNotContain((IEnumerable<object>)result.Output[^1].Properties["Decision"].Value, d => $"{d.GetType().GetProperty("Reason")!.GetValue(d)}" == "Resolved");
        Assert.True((int)result.Output[^1].Properties["CouldNotCheck"].Value > 0);
        Assert.DoesNotContain(Server.Published, m => m.Subject!.Contains("Resolved", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_watch_runs_when_it_is_due_and_when_it_is_asked_for()
    {
        Watch(Pipelines.Replace("PipelineName", "Every = '1h'; PipelineName", StringComparison.Ordinal));
        Run($"Invoke-MlMonitor '{Config}' -Quiet");

        Assert.Equal("pipelines", $"{Run($"Invoke-MlMonitor '{Config}' -Quiet").Single.Properties["NotDue"].Value}");
        Assert.Equal("pipelines", $"{Run($"Invoke-MlMonitor '{Config}' -Quiet -Only pipe*").Single.Properties["Watch"].Value}");
        Host.SetVariable("MlMonitorClock", new Later(TimeSpan.FromHours(1)));
        Assert.Equal("pipelines", $"{Run($"Invoke-MlMonitor '{Config}' -Quiet").Single.Properties["Watch"].Value}");
    }

    [Fact]
    public void WhatIf_sends_and_remembers_nothing()
    {
        var result = Run($"Invoke-MlMonitor '{Config}' -WhatIf -Quiet");

        Assert.NotEmpty((IEnumerable<object>)result.Single.Properties["Decision"].Value);
        Assert.Empty(Server.Published);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void FailOn_ends_with_an_error_after_the_summary_and_a_heartbeat_is_published()
    {
        var result = Run($"Invoke-MlMonitor '{Config}' -Quiet -Heartbeat -FailOn Critical -Only pipelines");

        Assert.Single(result.Output);
        Assert.StartsWith("RunFailed,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Server.Published, m => m.Subject == "MlMonitor is alive");
    }

    [Fact]
    public void A_configuration_with_a_mistake_is_one_error()
    {
        System.IO.File.WriteAllText(Config, "@{ Watch = 1 }");

        Assert.StartsWith("ConfigInvalid,", Assert.Single(Run($"Invoke-MlMonitor '{Config}'").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("churn-predictor-train", 0)]
    [InlineData("credit-risk-release", 1)]
    [InlineData(Failed, 2)]
    [InlineData("no-such-pipeline", 3)]
    public async Task The_sample_script_exits_as_monitoring_plugins_do(string pipeline, int code)
    {
        Watch($"@{{ Name = 'pipelines'; Test = 'PipelineStatus'; PipelineName = '{pipeline}' }}");
        var outcome = await ShellProcess.RunAsync(null, "-Sandbox", "-File", Path.Combine(Path.GetDirectoryName(Repository.ModuleManifest)!, "..", "..", "samples", "watch.ps1"), "-Config", Config);

        Assert.Equal(code, outcome.ExitCode);
        Assert.InRange(string.Concat(outcome.Lines).Length, 1, 24_000);
    }

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Watch(params string[] watches) => System.IO.File.WriteAllText(Config, $$"""
        @{
            Watch = @(
                {{string.Join('\n', watches)}}
            )
            Route = @( @{ TopicArn = '{{Topic}}' } )
            Heartbeat = @{ TopicArn = '{{Topic}}' }
        }
        """);

    /// <summary>The machine's clock, moved on.</summary>
    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
