using System.Globalization;

namespace MlMonitor.Benchmarks.Model;

/// <summary>What it costs to join a day of captured answers with labels that came late, and to test quality and bias: by MlMonitor, and by a script in Python.</summary>
internal static class ModelBenchmark
{
    private const string FirstPart = "quality";

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("mlmonitor-model");
        try
        {
            var (capture, labels, lines) = ModelData.Write(folder.FullName, records);
            var files = folder.GetFiles("*", SearchOption.AllDirectories);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records:N0} records, {lines:N0} labels, {files.Length:N0} files, {files.Sum(f => f.Length) / 1e6:N0} MB; {Environment.ProcessorCount} cores"));
            var ours = await SideBySide.ManyAsync("MlMonitor, with intervals", FirstPart, SideBySide.Self("model-child", capture, labels), records);
            if (SideBySide.PythonWith("pandas, sklearn.metrics") is not { } python)
            {
                Console.WriteLine("No python3 with pandas and scikit-learn: nothing to compare with.");
                return 0;
            }

            var script = Path.Combine(Repository.Root, "benchmarks", "MlMonitor.Benchmarks", "Model", "model_in_python.py");
            SideBySide.Compare(ours, await SideBySide.ManyAsync("Python with pandas and scikit-learn, without intervals", FirstPart, (python, [script, capture, labels]), records, 1), "metrics");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
