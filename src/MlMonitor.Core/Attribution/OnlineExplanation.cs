using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Baselines;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads what an endpoint with online explainability answers: predictions and the attributions of each.</summary>
public static class OnlineExplanation
{
    private const string Endpoint = "Endpoint";

    /// <summary>Reads an answer.</summary>
    /// <param name="root">The answer.</param>
    /// <param name="expectedValues">What the model answers on average, by label, from the baseline; null where not known. Then additivity cannot be told.</param>
    /// <returns>One explanation for each row and label; none of rows that the endpoint did not explain. Null where it is no such answer.</returns>
    public static IReadOnlyList<MlExplanation>? Read(JsonElement root, IReadOnlyDictionary<string, double>? expectedValues = null)
    {
        if (root.Member("explanations") is not { ValueKind: JsonValueKind.Object } explanations)
            return null;
        string[] headers = [.. root.Member("label_headers").Items().Select(header => ((JsonElement?)header).Text() ?? "")];
        var predictions = Predictions(root.Member("predictions")?.Member("data"));
        var results = new List<MlExplanation>();
        foreach (var (row, index) in explanations.Member("kernel_shap").Items().Select((row, i) => (row, i)))
        {
            if (row.ValueKind != JsonValueKind.Array)
                continue;
            var features = row.EnumerateArray().Select((feature, f) => (
                Name: feature.Member("feature_header").Text() ?? "_c" + f.ToString(CultureInfo.InvariantCulture), Values: Attributions(feature))).ToList();
            var labels = features.Select(feature => feature.Values.Length).DefaultIfEmpty().Max();
            var answer = index < predictions.Count ? predictions[index] : [];
            for (var l = 0; l < labels; l++)
            {
                var name = l < headers.Length ? headers[l] : labels == 1 ? "" : "label" + l.ToString(CultureInfo.InvariantCulture);
                results.Add(Make(index, name, answer.Length == labels ? answer[l] : null, ExpectedOf(expectedValues, name),
                    [.. features.Select(feature => new MlAttribution { FeatureName = feature.Name, Value = l < feature.Values.Length ? feature.Values[l] : 0 })]));
            }
        }

        return results;
    }

    /// <summary>The predictions of an answer, whether or not it explains them.</summary>
    /// <param name="root">The answer.</param>
    /// <returns>The numbers of each row; null where it is no answer of such an endpoint.</returns>
    internal static IReadOnlyList<double?[]>? Predictions(JsonElement root) =>
        root.Member("explanations") is { ValueKind: JsonValueKind.Object } && root.Member("predictions")?.Member("data") is { } data ? Predictions((JsonElement?)data) : null;

    private static MlExplanation Make(int row, string label, double? prediction, double? expected, MlAttribution[] attributions)
    {
        var gap = prediction - expected - attributions.Sum(attribution => attribution.Value);
        return new MlExplanation
        {
            RowIndex = row,
            LabelName = label,
            Prediction = prediction,
            ExpectedValue = expected,
            Attributions = new MlList<MlAttribution>(attributions),
            Method = Endpoint,
            AdditivityGap = gap,
            IsAdditive = gap is { } g ? Additivity.Holds(g, prediction!.Value, expected!.Value) : null,
        };
    }

    private static double? ExpectedOf(IReadOnlyDictionary<string, double>? values, string label) =>
        values is null ? null : values.TryGetValue(label, out var value) ? value : values.Count == 1 && label.Length == 0 ? values.Values.First() : null;

    // A text has one attribution for each of its parts; what the feature adds is what they add together.
    private static double[] Attributions(JsonElement feature)
    {
        double[] sums = [];
        foreach (var part in feature.Member("attributions").Items())
        {
            double[] values = [.. part.Member("attribution").Items().Select(value => ((JsonElement?)value).Number() ?? double.NaN)];
            sums = sums.Length == 0 ? values : [.. sums.Zip(values, (a, b) => a + b)];
        }

        return sums;
    }

    private static IReadOnlyList<double?[]> Predictions(JsonElement? data)
    {
        if (data is { ValueKind: JsonValueKind.Array } rows)
            return [.. rows.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array ? Numbers(((JsonElement?)row).Items().Select(cell => ((JsonElement?)cell).Text())) : Numbers([((JsonElement?)row).Text()]))];
        return [.. (data.Text() ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Numbers(line.Trim('[', ']').Split(',')))];
    }

    private static double?[] Numbers(IEnumerable<string?> cells) =>
        [.. cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null)];
}
