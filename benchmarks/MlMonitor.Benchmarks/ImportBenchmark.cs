using MlMonitor.Sandbox;

namespace MlMonitor.Benchmarks;

/// <summary>What the module costs whoever imports it.</summary>
internal static class ImportBenchmark
{
    private const int Times = 11;

    public static async Task<int> RunAsync()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var runs = await Runs.OfAsync(Times, sandbox, "first", "Get-MlPipelineStatus -Source CodePipeline");
        Console.WriteLine($"{Times} fresh processes");
        Runs.Tell("Import-Module", "ms", runs.Select(r => r.ImportMilliseconds));
        Runs.Tell("Working set added by the import", "MB", runs.Select(r => r.ImportMegabytes));
        Runs.Tell("First object after the import", "ms", runs.Select(r => r.ScriptMilliseconds));
        Runs.Tell("Peak working set", "MB", runs.Select(r => r.PeakMegabytes));
        var zip = new FileInfo(Path.Combine(Repository.Root, "out", "package", "MlMonitor.zip"));
        Console.WriteLine(zip.Exists ? $"{zip.Name}: {zip.Length / 1048576.0:0.00} MB" : "out/package/MlMonitor.zip is not there: build.ps1 -Task Pack makes it.");
        return 0;
    }
}
