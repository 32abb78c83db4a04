using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlMonitor.Benchmarks.Drift;

/// <summary>What it costs to hold a day of captured requests against a training set: by MlMonitor, by a script in Python, and the parsing of its JSON alone.</summary>
internal static class DriftBenchmark
{
    private const int Times = 3;
    private const int BaselineRows = 200_000;
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("mlmonitor-drift");
        try
        {
            var (capture, baseline) = Write(folder.FullName, records);
            var files = new DirectoryInfo(capture).GetFiles("*", SearchOption.AllDirectories);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records:N0} records, {files.Length:N0} files, {files.Sum(f => f.Length) / 1e6:N0} MB; baseline {BaselineRows:N0} rows; {Environment.ProcessorCount} cores"));
            return await CompareAsync(capture, baseline, records);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes the data alone, to look at or to profile with.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="records">How many records.</param>
    /// <returns>Where the captured requests are, and the training set.</returns>
    public static (string Capture, string Baseline) Write(string folder, int records)
    {
        var (capture, baseline) = (Path.Combine(folder, "capture"), Path.Combine(folder, "baseline.csv"));
        DriftData.WriteCapture(capture, records);
        DriftData.WriteBaseline(baseline, BaselineRows);
        return (capture, baseline);
    }

    private static async Task<int> CompareAsync(string capture, string baseline, int records)
    {
        var ours = await ManyAsync("MlMonitor", Self("mlmonitor", capture, baseline), records);
        var json = await ManyAsync("Utf8JsonReader alone, two workers", Self("json", capture, baseline), records);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MlMonitor takes {ours.Seconds / json.Seconds:0.00} times as long as parsing the JSON alone"));
        if (Pythons.FirstOrDefault(HasPandas) is not { } python)
        {
            Console.WriteLine("No python3 with pandas and scipy: nothing to compare with.");
            return 0;
        }

        var script = Path.Combine(Repository.Root, "benchmarks", "MlMonitor.Benchmarks", "Drift", "drift_in_python.py");
        Compare(ours, await ManyAsync("Python, straightforward", (python, [script, capture, baseline]), records, 1));
        Compare(ours, await ManyAsync("Python, file by file", (python, [script, capture, baseline, "--by-file"]), records, 1));
        return 0;
    }

    private static void Compare(DriftChild.Measured ours, DriftChild.Measured theirs)
    {
        var worst = ours.Distances.Keys.Intersect(theirs.Distances.Keys).Select(name => Math.Abs(ours.Distances[name] - theirs.Distances[name])).DefaultIfEmpty(double.NaN).Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"MlMonitor is {theirs.Seconds / ours.Seconds:0.0} times as fast, with {ours.PeakMegabytes / theirs.PeakMegabytes:0.00} of the memory; distances differ by {worst:0.0e+0} at most"));
    }

    /// <summary>The median by time, and the most memory.</summary>
    private static async Task<DriftChild.Measured> ManyAsync(string name, (string File, string[] Arguments) command, int records, int times = Times)
    {
        List<DriftChild.Measured> all = [];
        for (var i = 0; i < times; i++)
        {
            all.Add(await OneAsync(command));
            if (all[^1].Rows != records)
                Console.WriteLine($"{name} read {all[^1].Rows} rows instead of {records}");
        }

        Console.WriteLine(name);
        Runs.Tell("  time", "s", all.Select(r => r.Seconds));
        Runs.Tell("  of it reading", "s", all.Select(r => r.ReadSeconds));
        Runs.Tell("  peak working set", "MB", all.Select(r => r.PeakMegabytes));
        return all.OrderBy(r => r.Seconds).ElementAt(times / 2) with { PeakMegabytes = all.Max(r => r.PeakMegabytes) };
    }

    private static async Task<DriftChild.Measured> OneAsync((string File, string[] Arguments) command)
    {
        using var process = Start(command);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<DriftChild.Measured>(output.Trim().Split('\n')[^1])!;
    }

    private static (string File, string[] Arguments) Self(string what, string capture, string baseline)
    {
        string[] arguments = ["drift-child", what, capture, baseline];
        var file = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(file) == "dotnet" ? (file, [typeof(DriftBenchmark).Assembly.Location, .. arguments]) : (file, arguments);
    }

    private static bool HasPandas(string python)
    {
        try
        {
            using var process = Start((python, ["-c", "import pandas, scipy.stats"]), isQuiet: true);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start((string File, string[] Arguments) command, bool isQuiet = false) =>
        Process.Start(new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = isQuiet })!;
}
