using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlMonitor.Sandbox;

namespace MlMonitor.Benchmarks;

/// <summary>Runs measurements in fresh processes and tells their minimum, median and maximum.</summary>
internal static class Runs
{
    public static async Task<List<Child.Measured>> OfAsync(int count, SandboxServer sandbox, string kind, string script)
    {
        var all = new List<Child.Measured>();
        for (var i = 0; i < count; i++)
            all.Add(await OneAsync(sandbox, kind, script));
        return all;
    }

    public static void Tell(string what, string unit, IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} min {sorted[0],8:0.0}  median {sorted[sorted.Length / 2],8:0.0}  max {sorted[^1],8:0.0} {unit}"));
    }

    private static async Task<Child.Measured> OneAsync(SandboxServer sandbox, string kind, string script)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(Runs).Assembly.Location);
        foreach (var argument in (string[])["child", kind, script])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in sandbox.SessionEnvironment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Child.Measured>(output.Trim().Split('\n')[^1])!;
    }
}
