using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace MlMonitor.Benchmarks;

/// <summary>One measurement in a process of its own: nothing is warm but the engine.</summary>
internal static class Child
{
    public sealed record Measured(double ImportMilliseconds, double ImportMegabytes, double ScriptMilliseconds, double PeakMegabytes, int Objects, string Calls, int Errors, int Billed, string Last);

    public static int Run(string kind, string script)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke(runspace, "1 + 1; Get-Command Get-Help | Out-Null");
        var before = WorkingSet();
        var watch = Stopwatch.StartNew();
        Invoke(runspace, $"Import-Module '{Path.Combine(Repository.Root, "out", "MlMonitor", "MlMonitor.psd1")}' -ErrorAction Stop");
        var import = watch.Elapsed.TotalMilliseconds;
        var imported = WorkingSet() - before;
        watch.Restart();
        using var shell = Invoke(runspace, kind == "first" ? $"{script} | Select-First" : $"{script} -Verbose", out var objects, out var last);
        var took = watch.Elapsed.TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        var calls = shell.Streams.Verbose.LastOrDefault()?.Message ?? "";
        Console.WriteLine(JsonSerializer.Serialize(new Measured(import, imported, took, process.PeakWorkingSet64 / 1048576.0, objects, calls, shell.Streams.Error.Count, Billed(shell), last)));
        return 0;
    }

    /// <summary>What the verbose stream says was billed, in all.</summary>
    private static int Billed(PowerShell shell) => shell.Streams.Verbose
        .Select(line => line.Message.Split(' '))
        .Sum(words => Array.IndexOf(words, "billed") is > 0 and var at && int.TryParse(words[at - 1], out var count) ? count : 0);

    private static void Invoke(Runspace runspace, string script) => Invoke(runspace, script, out _, out _).Dispose();

    private static PowerShell Invoke(Runspace runspace, string script, out int objects, out string last)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script.Replace("| Select-First", "| ForEach-Object { $_; break }", StringComparison.Ordinal));
        var output = shell.Invoke();
        (objects, last) = (output.Count, output.LastOrDefault()?.ToString() ?? "");
        return shell;
    }

    private static double WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
