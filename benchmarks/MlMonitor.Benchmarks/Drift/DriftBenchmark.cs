using System.Globalization;

namespace MlMonitor.Benchmarks.Drift;

/// <summary>What it costs to hold a day of captured requests against a training set: by MlMonitor, by a script in Python, and the parsing of its JSON alone.</summary>
internal static class DriftBenchmark
{
    private const int BaselineRows = 200_000;
    private const string FirstPart = "reading";

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
        var ours = await SideBySide.ManyAsync("MlMonitor", FirstPart, SideBySide.Self("drift-child", "mlmonitor", capture, baseline), records);
        var json = await SideBySide.ManyAsync("Utf8JsonReader alone, two workers", FirstPart, SideBySide.Self("drift-child", "json", capture, baseline), records);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MlMonitor takes {ours.Seconds / json.Seconds:0.00} times as long as parsing the JSON alone"));
        if (SideBySide.PythonWith("pandas, scipy.stats") is not { } python)
        {
            Console.WriteLine("No python3 with pandas and scipy: nothing to compare with.");
            return 0;
        }

        var script = Path.Combine(Repository.Root, "benchmarks", "MlMonitor.Benchmarks", "Drift", "drift_in_python.py");
        SideBySide.Compare(ours, await SideBySide.ManyAsync("Python, straightforward", FirstPart, (python, [script, capture, baseline]), records, 1), "distances");
        SideBySide.Compare(ours, await SideBySide.ManyAsync("Python, file by file", FirstPart, (python, [script, capture, baseline, "--by-file"]), records, 1), "distances");
        return 0;
    }
}
