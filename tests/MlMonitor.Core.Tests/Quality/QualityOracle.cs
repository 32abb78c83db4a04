using System.Text.Json;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Tests.Quality;

/// <summary>Reads what other programs say (oracle/make_quality.py) and sample files.</summary>
internal static class QualityOracle
{
    public static JsonElement File { get; } = Read("oracle", "quality.json");

    public static JsonElement Read(params string[] path) =>
        JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "Quality", .. path]))).RootElement;

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public static string[] Texts(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.ToString())];

    /// <summary>Every value that is expected is there, to a billionth, and none is where none is expected.</summary>
    public static void Same(JsonElement expected, QualityResult result)
    {
        foreach (var metric in expected.EnumerateObject())
        {
            var value = result.Find(metric.Name)?.Value;
            if (metric.Value.ValueKind == JsonValueKind.Null)
                Assert.True(value is null, $"{metric.Name} is {value}");
            else
                Assert.True(value is { } v && Math.Abs(v - metric.Value.GetDouble()) <= 1e-9 * Math.Max(1, Math.Abs(v)), $"{metric.Name} is {value} rather than {metric.Value}");
        }
    }
}
