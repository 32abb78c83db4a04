using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;

namespace MlMonitor.Tests.Commands;

/// <summary>Runs in processes of their own: at once, one after another that has the state, and one after another that was killed.</summary>
public sealed class InvokeMlMonitorTogetherTests : MonitorTest
{
    public InvokeMlMonitorTogetherTests(SandboxFixture fixture)
        : base(fixture)
    {
        Watch("", Pipelines, Endpoints);
        With();
        _ = Host;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_processes_at_once_on_one_state_tell_of_each_thing_once(bool s3)
    {
        await TwoAtOnceAsync(s3 ? S3 : State);
        var told = MessageKeys();
        Assert.True(Server.Mend(Failed));
        await TwoAtOnceAsync(s3 ? S3 : State);
        var after = MessageKeys();

        Assert.NotEmpty(told);
        Assert.Equal(told.Distinct(), told);
        Assert.Equal(told.Count + 1, after.Count);
        Assert.Equal(after.Distinct(), after);
    }

    [Fact]
    public async Task A_run_that_meets_another_is_told_who_it_is_or_waits_and_can_be_stopped()
    {
        Break(FaultKind.Hang, "codepipeline:.*");
        Task<HostResult> waiting;
        using (var other = ShellProcess.Start(null, "-Command", $"Invoke-MlMonitor '{Config}' -Quiet"))
        {
            await UntilAsync(() => File.Exists(State + ".holder") && File.ReadAllText(State + ".holder").Length > 0);

            var error = Assert.Single(Invoke().Errors);
            Assert.StartsWith("StateInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"process {other.Id} on {Environment.MachineName} since 20", error.ErrorDetails.Message, StringComparison.Ordinal);
            var sample = Path.Combine(Path.GetDirectoryName(Repository.ModuleManifest)!, "..", "..", "samples", "watch.ps1");
            Assert.Equal(3, (await ShellProcess.RunAsync(null, "-File", sample, "-Config", Config)).ExitCode);

            waiting = await Host.StartAsync($"Invoke-MlMonitor '{Config}' -Quiet -Wait 60");
            await Task.Delay(1000);
            Assert.False(waiting.IsCompleted);
            Assert.InRange(Host.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.True((await waiting).Stopped);
            waiting = await Host.StartAsync($"Invoke-MlMonitor '{Config}' -Quiet -Wait 60");
        }

        // The other is dead, and what waits goes on: nobody has to remove anything.
        Server.Faults.Clear();
        var result = await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(result.Errors);
        // What the other had done already counts.
        Assert.Equal(["endpoints", "pipelines"], ((string[])["Watch", "Resumed"]).SelectMany(name => (IEnumerable<string>)result.Single.Properties[name].Value).Order());
    }

    [Fact]
    public async Task A_run_that_was_killed_is_gone_on_with_by_the_next()
    {
        Break(FaultKind.Hang, "cloudwatch:.*");
        using (ShellProcess.Start(null, "-Command", $"Invoke-MlMonitor '{Config}' -Quiet"))
            await UntilAsync(() => File.Exists(State) && File.ReadAllText(State).Contains("\"unfinished\"", StringComparison.Ordinal));
        Assert.Empty(Server.Published);
        Server.Faults.Clear();
        var calls = CallsTo("ListPipelines");
        // A process that is killed may take a moment to be gone.
        var result = Invoke("-Quiet -Wait 30");

        Assert.Empty(result.Errors);
        Assert.Equal("pipelines", $"{result.Single.Properties["Resumed"].Value}");
        Assert.Equal("endpoints", $"{result.Single.Properties["Watch"].Value}");
        Assert.Contains(result.Warnings, w => w.Contains("pipelines is not looked at again", StringComparison.Ordinal));
        Assert.NotEqual(0, calls);
        Assert.Equal(calls, CallsTo("ListPipelines"));
        Assert.Contains((Failed, "FirstNotification"), Decisions(result));
        Assert.Equal(MessageKeys().Distinct(), MessageKeys());

        // That run came to its end, so that the next one begins anew, and has nothing to tell.
        var next = Invoke();
        Assert.Equal("", $"{next.Single.Properties["Resumed"].Value}");
        Assert.All(Decisions(next), d => Assert.Equal("NotYetDue", d.Reason));
    }

    private async Task TwoAtOnceAsync(string state)
    {
        var script = $"1..2 | ForEach-Object {{ Invoke-MlMonitor '{Config}' -Quiet -StatePath '{state}' -Wait 120 }}";
        using var one = ShellProcess.Start(null, "-Command", script);
        using var other = ShellProcess.Start(null, "-Command", script);
        foreach (var outcome in await Task.WhenAll(one.FinishAsync(), other.FinishAsync()))
            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!done())
            await Task.Delay(20, timeout.Token);
    }
}
