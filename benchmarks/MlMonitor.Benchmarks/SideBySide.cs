using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlMonitor.Benchmarks;

/// <summary>Measures the same work of several programs, each in fresh processes, which say in their last line what they did.</summary>
internal static class SideBySide
{
    private const int Times = 3;
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    /// <summary>What a process says of itself, in JSON.</summary>
    /// <param name="Rows">How many rows or records were read.</param>
    /// <param name="FirstSeconds">How long the first part took.</param>
    /// <param name="Seconds">How long it took in all, but for the start of the process.</param>
    /// <param name="PeakMegabytes">The most memory it had.</param>
    /// <param name="Values">What it found, by name.</param>
    public sealed record Measured(long Rows, double FirstSeconds, double Seconds, double PeakMegabytes, Dictionary<string, double> Values);

    /// <summary>The median by time, and the most memory.</summary>
    public static async Task<Measured> ManyAsync(string name, string firstPart, (string File, string[] Arguments) command, int records, int times = Times)
    {
        List<Measured> all = [];
        for (var i = 0; i < times; i++)
        {
            all.Add(await OneAsync(command));
            if (all[^1].Rows != records)
                Console.WriteLine($"{name} read {all[^1].Rows} rows instead of {records}");
        }

        Console.WriteLine(name);
        Runs.Tell("  time", "s", all.Select(r => r.Seconds));
        Runs.Tell($"  of it {firstPart}", "s", all.Select(r => r.FirstSeconds));
        Runs.Tell("  peak working set", "MB", all.Select(r => r.PeakMegabytes));
        return all.OrderBy(r => r.Seconds).ElementAt(times / 2) with { PeakMegabytes = all.Max(r => r.PeakMegabytes) };
    }

    /// <summary>Says how much faster and smaller one is, and how far apart what both found is.</summary>
    public static void Compare(Measured ours, Measured theirs, string what)
    {
        var common = ours.Values.Keys.Intersect(theirs.Values.Keys).ToList();
        var worst = common.Select(name => Math.Abs(ours.Values[name] - theirs.Values[name])).DefaultIfEmpty(double.NaN).Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"MlMonitor is {theirs.Seconds / ours.Seconds:0.0} times as fast, with {ours.PeakMegabytes / theirs.PeakMegabytes:0.00} of the memory; {common.Count} {what} differ by {worst:0.0e+0} at most"));
    }

    /// <summary>This program again, with other arguments.</summary>
    public static (string File, string[] Arguments) Self(params string[] arguments)
    {
        var file = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(file) == "dotnet" ? (file, [typeof(SideBySide).Assembly.Location, .. arguments]) : (file, arguments);
    }

    /// <summary>A Python that has some modules; null where there is none.</summary>
    public static string? PythonWith(string modules) => Pythons.FirstOrDefault(python => Has(python, modules));

    /// <summary>What a child says when it is done.</summary>
    public static void Tell(long rows, double firstSeconds, double seconds, Dictionary<string, double> values)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new Measured(rows, firstSeconds, seconds, process.PeakWorkingSet64 / 1048576.0, values)));
    }

    private static async Task<Measured> OneAsync((string File, string[] Arguments) command)
    {
        using var process = Start(command);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Measured>(output.Trim().Split('\n')[^1])!;
    }

    private static bool Has(string python, string modules)
    {
        try
        {
            using var process = Start((python, ["-c", $"import {modules}"]), isQuiet: true);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start((string File, string[] Arguments) command, bool isQuiet = false) =>
        Process.Start(new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = isQuiet })!;
}
