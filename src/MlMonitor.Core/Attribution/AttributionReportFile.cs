using System.Text.Json;
using MlMonitor.Core.Baselines;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads and writes the attributions in analysis.json of SageMaker Clarify, which is its baseline too.</summary>
public static class AttributionReportFile
{
    /// <summary>Reads attributions.</summary>
    /// <param name="root">The document.</param>
    /// <returns>Those of each label, in order; null where there are none in it.</returns>
    public static IReadOnlyList<GlobalAttributions>? Read(JsonElement root)
    {
        if (root.Member("explanations")?.Member("kernel_shap") is not { ValueKind: JsonValueKind.Object } labels)
            return null;
        return
        [
            .. labels.EnumerateObject()
                .Where(label => label.Value.Member("global_shap_values") is { ValueKind: JsonValueKind.Object })
                .Select(label => new GlobalAttributions(
                    label.Name,
                    label.Value.Member("global_shap_values")!.Value.EnumerateObject()
                        .Select(feature => (feature.Name, Value: ((JsonElement?)feature.Value).Number()))
                        .Where(feature => feature.Value is not null)
                        .DistinctBy(feature => feature.Name)
                        .ToDictionary(feature => feature.Name, feature => feature.Value!.Value, StringComparer.Ordinal),
                    label.Value.Member("expected_value").Number())),
        ];
    }

    /// <summary>Writes attributions.</summary>
    /// <param name="labels">Those of each label.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(IEnumerable<GlobalAttributions> labels, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, StatisticsFile.WriterOptions);
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteStartObject("explanations");
        json.WriteStartObject("kernel_shap");
        foreach (var label in labels)
        {
            json.WriteStartObject(label.Label);
            json.WriteStartObject("global_shap_values");
            foreach (var (feature, value) in label.Values)
                json.WriteFloat(feature, value);
            json.WriteEndObject();
            if (label.ExpectedValue is { } expected)
                json.WriteFloat("expected_value", expected);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
