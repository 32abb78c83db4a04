using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Runbooks;

/// <summary>The script that schedules start: exit codes, each of a real cause, and output that fits where it is kept.</summary>
public sealed class WatchScriptTests(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    /// <summary>What Systems Manager keeps of the output and the errors of a command.</summary>
    private const int OutputKept = 24_000, ErrorsKept = 8_000;

    private static readonly string Script = Repository.Find(Path.Combine("samples", "watch.ps1"));
    private static readonly string Sample = Repository.Find(Path.Combine("samples", "mlmonitor.psd1"));
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    private string State => Path.Combine(_folder, "state.json");

    [PwshTheory]
    [InlineData("churn-predictor-train", 0)]
    [InlineData("credit-risk-release", 1)]
    [InlineData(Failed, 2)]
    [InlineData("no-such-pipeline", 3)]
    public async Task In_a_real_PowerShell_it_exits_as_monitoring_plugins_do(string pipeline, int code)
    {
        var outcome = await ScriptProcess.PwshAsync(Server.SessionEnvironment, Script, "-Config", Config(pipeline), "-StatePath", State);

        Assert.Equal(code, outcome.ExitCode);
        Assert.Matches(@"^\d+ checked: ", outcome.Output);
        Assert.DoesNotContain("\x1b[", outcome.Output, StringComparison.Ordinal);
    }

    [PwshTheory]
    [InlineData("samples")]
    [InlineData("module")]
    public async Task In_a_real_PowerShell_the_whole_sandbox_fits_and_WhatIf_sends_nothing(string place)
    {
        var script = place == "samples" ? Script : Path.Combine(ScriptProcess.Module, "watch.ps1");
        var outcome = await ScriptProcess.PwshAsync(Server.SessionEnvironment, script, "-Config", Sample, "-StatePath", State, "-WhatIf");

        Assert.Equal(2, outcome.ExitCode);
        AssertFits(outcome);
        Assert.Empty(Server.Published);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(SandboxSize.Small)]
    [InlineData(SandboxSize.Large)]
    public async Task What_it_prints_of_a_whole_platform_fits(SandboxSize size)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Size = size });

        var outcome = await ScriptProcess.ShellAsync(server.SessionEnvironment, Script, "-Config", Sample, "-StatePath", State);

        Assert.Equal(2, outcome.ExitCode);
        AssertFits(outcome);
        Assert.NotEmpty(server.Published);
        if (size == SandboxSize.Large)
            Assert.Contains("more messages", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_takes_nothing_is_3_where_all_else_is_well_and_its_errors_fit()
    {
        // A release that waits is a warning, which here is not one: what is left is the topic.
        Server.Faults.Add(new Fault { Kind = FaultKind.Denied, Operation = "sns:Publish" });
        var config = Config("no-such-pipeline");

        var outcome = await ScriptProcess.ShellAsync(Server.SessionEnvironment, Script, "-Config", config, "-StatePath", State);

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith("AccessDenied: ", outcome.Errors, StringComparison.Ordinal);
        AssertFits(outcome);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_used_is_3_and_says_why()
    {
        var config = Path.Combine(_folder, "bad.psd1");
        await File.WriteAllTextAsync(config, "@{ Watch = 1 }");

        var outcome = await ScriptProcess.ShellAsync(Server.SessionEnvironment, Script, "-Config", config);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("ConfigInvalid: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_another_run_has_is_3()
    {
        await ScriptProcess.ShellAsync(Server.SessionEnvironment, Script, "-Config", Config("churn-predictor-train"), "-StatePath", State);
        var locks = Directory.GetFiles(_folder, "state.json*").Where(file => file != State).ToList();
        using var held = new FileStream(Assert.Single(locks), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var outcome = await ScriptProcess.ShellAsync(Server.SessionEnvironment, Script, "-Config", Config("churn-predictor-train"), "-StatePath", State, "-Wait", "1s");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("StateInUse: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_are_chosen_by_a_list_in_one_argument_and_the_heart_beats()
    {
        var outcome = await ScriptProcess.ShellAsync(Server.SessionEnvironment, Script, "-Config", Sample, "-StatePath", State, "-Only", "silence,endpoints", "-Heartbeat");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(Server.Published, m => m.Subject == "MlMonitor is alive");
        Assert.Equal(0, CallsTo("ListPipelines"));
    }

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AssertFits(ShellOutcome outcome)
    {
        Assert.InRange(outcome.Output.Length, 1, OutputKept);
        Assert.InRange(outcome.Errors.Length, 0, ErrorsKept);
    }

    private string Config(string pipeline)
    {
        var path = Path.Combine(_folder, "mlmonitor.psd1");
        File.WriteAllText(path, $"@{{ Watch = @( @{{ Name = 'pipelines'; Test = 'PipelineStatus'; PipelineName = '{pipeline}' }} ); Route = @( @{{ TopicArn = '{Topic}' }} ) }}");
        return path;
    }
}
