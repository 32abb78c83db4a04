using MlMonitor.Sandbox.Protocol;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;
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
        var hosts = Enumerable.Range(1, 4).Select(_ => new ModuleHost(environment: moto.SessionEnvironment("test"))).ToList();
        var made = await Task.WhenAll(hosts.Select((host, i) => Task.Run(() =>
            host.Run($"New-MlSilence s3://moto-watch/watch/state.json -Resource endpoint-{i + 1} -Ends (Get-Date).AddHours(1) -Why 'at once'"))));
        var all = hosts[0].Run("(Get-MlSilence s3://moto-watch/watch/state.json).Resource | Sort-Object");
        hosts.ForEach(host => host.Dispose());

        Assert.All(made, each => Assert.Empty(each.Errors));
        Assert.Equal(["endpoint-1", "endpoint-2", "endpoint-3", "endpoint-4"], all.Output.Select(o => o.ToString()));
    }

    [MotoFact]
    public async Task Two_processes_that_watch_at_once_with_one_state_in_moto_tell_of_each_thing_once()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "conditional_writes.py"), moto.Address.ToString(), "test", "test", "moto-watch");
        Assert.True(exit == 0, output);
        (exit, output) = await Botocore.RunAsync("-c",
            "import sys, botocore.session; botocore.session.get_session().create_client('sns', endpoint_url=sys.argv[1], region_name='eu-west-1', aws_access_key_id='test', aws_secret_access_key='test').create_topic(Name='ml-alerts')",
            moto.Address.ToString());
        Assert.True(exit == 0, output);
        var folder = Directory.CreateTempSubdirectory("ml-moto-");
        var config = Path.Combine(folder.FullName, "mlmonitor.psd1");
        await File.WriteAllTextAsync(config, $"@{{ Watch = @( @{{ Name = 'gone'; Test = 'PipelineStatus'; PipelineName = 'none-1', 'none-2' }} ); GroupBy = 'Key'; Route = @( @{{ TopicArn = '{Topic}' }} ) }}");
        // The processes inherit what points this one at moto.
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        var script = $"1..3 | ForEach-Object {{ (Invoke-MlMonitor '{config}' -Quiet -StatePath s3://moto-watch/watch/pair.json -Wait 120).Decision | Where-Object Sent | ForEach-Object {{ $_.MessageKey }} }}";
        using var one = ShellProcess.Start(null, "-Command", script);
        using var other = ShellProcess.Start(null, "-Command", script);
        var outcomes = await Task.WhenAll(one.FinishAsync(), other.FinishAsync());
        folder.Delete(recursive: true);

        Assert.All(outcomes, outcome => Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors)));
        var told = outcomes.SelectMany(outcome => outcome.Lines).ToList();
        Assert.Equal(2, told.Count);
        Assert.Equal(told.Distinct(), told);
    }
}
