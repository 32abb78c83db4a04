using System.Text.Json;
using MlMonitor.Core.Baselines;

namespace MlMonitor.Core.Bias;

/// <summary>Reads and writes the bias in analysis.json of SageMaker Clarify, which is its baseline too.</summary>
public static class BiasReportFile
{
    private static readonly (MlBiasStage Stage, string Member)[] Members =
        [(MlBiasStage.PostTraining, "post_training_bias_metrics"), (MlBiasStage.PreTraining, "pre_training_bias_metrics")];

    /// <summary>Reads a report.</summary>
    /// <param name="root">The document.</param>
    /// <returns>The report; null where there is no bias in it.</returns>
    public static BiasReport? Read(JsonElement root)
    {
        var entries = new List<BiasEntry>();
        var (label, positive, isFound) = ("", "", false);
        foreach (var (stage, member) in Members)
        {
            if (root.Member(member) is not { ValueKind: JsonValueKind.Object } part)
                continue;
            isFound = true;
            label = part.Member("label").Text() ?? label;
            positive = part.Member("label_value_or_threshold").Text() ?? positive;
            if (part.Member("facets") is { ValueKind: JsonValueKind.Object } facets)
                entries.AddRange(facets.EnumerateObject().SelectMany(facet => ((JsonElement?)facet.Value).Items().SelectMany(group => ReadGroup(stage, facet.Name, group))));
        }

        return isFound ? new BiasReport(label, positive, entries) : null;
    }

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(BiasReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, StatisticsFile.WriterOptions);
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        foreach (var (stage, member) in Members)
        {
            var entries = report.Entries.Where(entry => entry.Stage == stage).ToList();
            if (entries.Count == 0)
                continue;
            json.WriteStartObject(member);
            json.WriteString("label", report.Label);
            json.WriteStartObject("facets");
            foreach (var facet in entries.GroupBy(entry => entry.FacetName))
            {
                json.WriteStartArray(facet.Key);
                foreach (var group in facet.GroupBy(entry => entry.FacetValue))
                    WriteGroup(json, group);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteString("label_value_or_threshold", report.LabelValueOrThreshold);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<BiasEntry> ReadGroup(MlBiasStage stage, string facet, JsonElement group)
    {
        var value = group.Member("value_or_threshold").Text() ?? "";
        foreach (var metric in group.Member("metrics").Items())
        {
            if (metric.Member("name").Text() is { Length: > 0 } name)
                yield return new BiasEntry(stage, facet, value, name, metric.Member("description").Text() ?? "", ReadValue(metric.Member("value")), metric.Member("error").Text());
        }
    }

    // Infinities are texts, for JSON has no number for them.
    private static double? ReadValue(JsonElement? value) => value.Text() switch
    {
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => value.Number(),
    };

    private static void WriteGroup(Utf8JsonWriter json, IGrouping<string, BiasEntry> group)
    {
        json.WriteStartObject();
        json.WriteString("value_or_threshold", group.Key);
        json.WriteStartArray("metrics");
        foreach (var entry in group.OrderBy(entry => entry.MetricName, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", entry.MetricName);
            json.WriteString("description", entry.Description);
            if (entry.Value is { } value && !double.IsNaN(value))
                json.WriteFloat("value", value);
            else
                json.WriteNull("value");
            if (entry.Error is { } error)
                json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
