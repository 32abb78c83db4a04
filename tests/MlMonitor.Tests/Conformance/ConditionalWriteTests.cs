using MlMonitor.Sandbox.Protocol;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Conformance;

/// <summary>That two writers of one state in S3 do not overwrite each other rests on conditional writes: held against moto.</summary>
public sealed class ConditionalWriteTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [MotoFact]
    public async Task The_sandbox_answers_conditional_writes_as_moto_does()
    {
        using var moto = await ServerProcess.MotoAsync();
        var script = Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "conditional_writes.py");
        var ofMoto = await Botocore.RunAsync(script, moto.Address.ToString(), "test", "test", "moto-watch");
        var ofSandbox = await Botocore.RunAsync(script, Server.Address.ToString(), AccessKeys.Operator, AccessKeys.Secret, "ml-baselines-123456789012");

        Assert.True(ofMoto.ExitCode == 0, ofMoto.Output);
        Assert.Contains("first-again 412 PreconditionFailed", ofMoto.Output, StringComparison.Ordinal);
        Assert.Contains("second-stale 412 PreconditionFailed", ofMoto.Output, StringComparison.Ordinal);
        Assert.Equal(ofMoto, ofSandbox);
    }

    [MotoFact]
    public async Task Silences_made_at_once_on_one_state_in_moto_are_all_there()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "conditional_writes.py"), moto.Address.ToString(), "test", "test", "moto-watch");
        Assert.True(exit == 0, output);
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        var made = host.Run("""
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                New-MlSilence s3://moto-watch/watch/state.json -Resource "endpoint-$_" -Ends (Get-Date).AddHours(1) -Why 'at once'
            }
            (Get-MlSilence s3://moto-watch/watch/state.json).Resource | Sort-Object
            """);

        Assert.Empty(made.Errors);
        Assert.Equal(["endpoint-1", "endpoint-2", "endpoint-3", "endpoint-4"], made.Output.Skip(4).Select(o => o.ToString()));
    }
}
