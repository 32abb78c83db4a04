using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Benchmarks;

/// <summary>What a command costs over a large platform: calls, time, memory; calm and throttled.</summary>
internal static class CommandBenchmark
{
    private const int Times = 3;

    public static (string Name, string Script)[] Pipelines { get; } =
    [
        ("500 pipelines of CodePipeline", "Get-MlPipelineStatus -Source CodePipeline -Region eu-west-1, us-east-1"),
        ("100 state machines", "Get-MlPipelineStatus -Source StepFunctions -Region eu-west-1, us-east-1"),
        ("60 pipelines of SageMaker", "Get-MlPipelineStatus -Source SageMakerPipeline -Region eu-west-1, us-east-1"),
        ("All engines side by side", "Get-MlPipelineStatus -Region eu-west-1, us-east-1"),
    ];

    public static (string Name, string Script)[] Jobs { get; } = [("3,000 jobs", "Get-MlJob")];

    public static (string Name, string Script)[] Endpoints { get; } =
    [
        ("200 endpoints", "Get-MlEndpoint"),
        ("Health of 200 endpoints", "Test-MlEndpointHealth"),
        ("Latency of 200 endpoints", "Get-MlEndpointMetric * ModelLatency -Summary"),
    ];

    public static async Task<int> RunAsync(string size, (string Name, string Script)[] scripts)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = Enum.Parse<SandboxSize>(size, ignoreCase: true) });
        await TellAsync(sandbox, scripts, "calm");
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Probability = 0.2 });
        await TellAsync(sandbox, scripts, "20 % throttled");
        sandbox.Faults.Clear();
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Denied, Operation = "sagemaker:Search" });
        if (scripts == Jobs)
            await TellAsync(sandbox, scripts, "without Search");
        return 0;
    }

    private static async Task TellAsync(SandboxServer sandbox, (string Name, string Script)[] scripts, string how)
    {
        foreach (var (name, script) in scripts)
        {
            var runs = await Runs.OfAsync(Times, sandbox, "all", script);
            Console.WriteLine($"{name}, {how}: {runs[^1].Objects} objects, {runs[^1].Errors} errors, {runs[^1].Calls}");
            if (runs[^1].Billed > 0)
                Console.WriteLine($"  billed metrics: {runs[^1].Billed}");
            Runs.Tell("  time", "ms", runs.Select(r => r.ScriptMilliseconds));
            Runs.Tell("  peak working set", "MB", runs.Select(r => r.PeakMegabytes));
        }
    }
}
