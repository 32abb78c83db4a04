using System.Globalization;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Benchmarks;

/// <summary>What a run of the scheduled watch costs over a large platform: calls, time, memory, and the size of the state it keeps.</summary>
internal static class WatchBenchmark
{
    private const int Times = 3;
    private const int Budget = 400;

    public static async Task<int> RunAsync()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });
        var folder = Directory.CreateTempSubdirectory("mlmonitor-watch");
        try
        {
            await TellAsync(sandbox, folder, "a first run, nothing known", budget: null, first: true);
            await TellAsync(sandbox, folder, "the run after it", budget: null, first: false);
            await TellAsync(sandbox, folder, string.Create(CultureInfo.InvariantCulture, $"a first run with a budget of {Budget} calls"), Budget, first: true);
            sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Probability = 0.2 });
            await TellAsync(sandbox, folder, "a first run, 20 % throttled", budget: null, first: true);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task TellAsync(SandboxServer sandbox, DirectoryInfo folder, string how, int? budget, bool first)
    {
        var (config, state) = (Path.Combine(folder.FullName, "mlmonitor.psd1"), Path.Combine(folder.FullName, "state.json"));
        await File.WriteAllTextAsync(config, $$"""
            @{
                Region = 'eu-west-1', 'us-east-1'
                {{(budget is null ? "" : $"CallBudget = {budget}")}}
                Watch  = @(
                    @{ Name = 'pipelines'; Test = 'PipelineStatus' }
                    @{ Name = 'jobs'; Test = 'Job' }
                    @{ Name = 'training'; Test = 'Training' }
                    @{ Name = 'endpoints'; Test = 'EndpointHealth' }
                    @{ Name = 'posture'; Test = 'Posture'; Every = '1h' }
                )
                Route  = @( @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' } )
            }
            """);
        var runs = new List<Child.Measured>();
        for (var i = 0; i < Times; i++)
        {
            if (first)
                File.Delete(state);
            runs.AddRange(await Runs.OfAsync(1, sandbox, "all", $"Invoke-MlMonitor '{config}' -StatePath '{state}'"));
        }

        Console.WriteLine($"500 pipelines, 160 other workflows, 3,000 jobs, 200 endpoints, {how}: {runs[^1].Objects} objects, {runs[^1].Errors} errors, {runs[^1].Calls}");
        Console.WriteLine($"  {runs[^1].Last}");
        Runs.Tell("  time", "ms", runs.Select(r => r.ScriptMilliseconds));
        Runs.Tell("  peak working set", "MB", runs.Select(r => r.PeakMegabytes));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  state: {new FileInfo(state).Length / 1024.0:0} kB"));
    }
}
