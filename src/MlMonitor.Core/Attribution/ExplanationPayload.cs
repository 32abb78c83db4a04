using System.Globalization;
using System.Text.Json;

namespace MlMonitor.Core.Attribution;

/// <summary>
/// Reads the answer of an endpoint that explains itself:
/// https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-online-explainability-response.html. Members that are not known are passed
/// over; what is told of a feature in parts, as of the words of a text, is summed up.
/// </summary>
internal static class ExplanationPayload
{
    /// <summary>One row of an answer, for one label.</summary>
    /// <param name="Row">The number of the row, from 0.</param>
    /// <param name="Label">The label; empty where there is one only.</param>
    /// <param name="Prediction">What the model answered; null where that is no number.</param>
    /// <param name="Attributions">What each feature added.</param>
    public sealed record Explained(int Row, string Label, double? Prediction, IReadOnlyList<MlAttribution> Attributions);

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The answer.</param>
    /// <returns>The rows that are explained: none where the answer explains nothing.</returns>
    public static IReadOnlyList<Explained> Read(string? text)
    {
        if (text is null || !text.Contains("\"explanations\"", StringComparison.Ordinal))
            return [];
        try
        {
            using var answer = JsonDocument.Parse(text);
            return Member(answer.RootElement, "explanations") is { } explanations && Member(explanations, "kernel_shap") is { ValueKind: JsonValueKind.Array } rows
                ? [.. rows.EnumerateArray().SelectMany((row, at) => Row(answer.RootElement, row, at))]
                : [];
        }
        catch (JsonException)
        {
            // A reader of the capture has said so.
            return [];
        }
    }

    private static IEnumerable<Explained> Row(JsonElement answer, JsonElement row, int number)
    {
        // A row that was not chosen to be explained is null.
        if (row.ValueKind != JsonValueKind.Array)
            yield break;
        var features = row.EnumerateArray().Select((feature, at) => (Name: NameOf(feature, at), Values: ValuesOf(feature))).ToList();
        var labels = features.Count == 0 ? 0 : features.Max(f => f.Values.Length);
        var predictions = PredictionsOf(answer, number);
        for (var label = 0; label < labels; label++)
        {
            yield return new Explained(number, LabelOf(answer, label, labels), predictions.ElementAtOrDefault(predictions.Count == labels ? label : 0),
                [.. features.Select(f => new MlAttribution { FeatureName = f.Name, Value = f.Values.ElementAtOrDefault(label) })]);
        }
    }

    private static string NameOf(JsonElement feature, int at) =>
        Member(feature, "feature_header") is { ValueKind: JsonValueKind.String } name ? name.GetString()! : FormattableString.Invariant($"_c{at}");

    /// <summary>What a feature added to each label.</summary>
    private static double[] ValuesOf(JsonElement feature)
    {
        double[] sums = [];
        if (Member(feature, "attributions") is not { ValueKind: JsonValueKind.Array } parts)
            return sums;
        foreach (var part in parts.EnumerateArray())
        {
            if (Member(part, "attribution") is not { ValueKind: JsonValueKind.Array } values)
                continue;
            if (sums.Length < values.GetArrayLength())
                Array.Resize(ref sums, values.GetArrayLength());
            var at = 0;
            foreach (var value in values.EnumerateArray())
                sums[at++] += value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        }

        return sums;
    }

    private static string LabelOf(JsonElement answer, int label, int labels) =>
        labels == 1 ? ""
        : Member(answer, "label_headers") is { ValueKind: JsonValueKind.Array } headers && label < headers.GetArrayLength() && headers[label].ValueKind == JsonValueKind.String
            ? headers[label].GetString()!
            : FormattableString.Invariant($"label{label}");

    /// <summary>The numbers that the model answered to a row.</summary>
    private static IReadOnlyList<double?> PredictionsOf(JsonElement answer, int row)
    {
        if (Member(answer, "predictions") is not { } predictions || Member(predictions, "data") is not { } data)
            return [];
        var text = data.ValueKind == JsonValueKind.String ? data.GetString()! : data.GetRawText();
        if (text.TrimStart() is ['[' or '{', ..])
            return [];
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ElementAtOrDefault(row);
        return line is null ? []
            : [.. line.Split(',').Select(value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : (double?)null)];
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
