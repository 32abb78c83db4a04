using System.Globalization;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>
/// The files of Model Monitor's quality of a binary classifier that says only what it decides: no probability, so no curves.
/// https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
/// </summary>
internal static class ModelQuality
{
    public static JsonObject Statistics(IReadOnlyList<(int Predicted, int Truth)> pairs, DateTimeOffset evaluated)
    {
        var metrics = new JsonObject { ["confusion_matrix"] = Matrix(pairs) };
        foreach (var (name, value) in Metrics(pairs))
            metrics[name] = new JsonObject { ["value"] = value, ["standard_deviation"] = "NaN" };
        return new JsonObject
        {
            ["version"] = JsonNode.Parse("0.0"),
            ["dataset"] = new JsonObject
            {
                ["item_count"] = pairs.Count,
                ["start_time"] = null,
                ["end_time"] = null,
                ["evaluation_time"] = evaluated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            },
            ["binary_classification_metrics"] = metrics,
        };
    }

    /// <summary>What the baseline had is demanded, less the leeway that the team gave it.</summary>
    public static JsonObject Constraints(IReadOnlyList<(int Predicted, int Truth)> baseline, double leeway)
    {
        var constraints = new JsonObject();
        foreach (var (name, limit, below) in Limits(baseline, leeway))
        {
            constraints[name] = new JsonObject
            {
                ["threshold"] = limit,
                ["comparison_operator"] = below ? "LessThanThreshold" : "GreaterThanThreshold",
            };
        }

        return new JsonObject { ["version"] = JsonNode.Parse("0.0"), ["binary_classification_constraints"] = constraints };
    }

    public static IReadOnlyList<JsonObject> Violations(
        IReadOnlyList<(int Predicted, int Truth)> baseline, double leeway, IReadOnlyList<(int Predicted, int Truth)> current)
    {
        var values = Metrics(current).ToDictionary();
        return Limits(baseline, leeway)
            .Where(limit => limit.Below ? values[limit.Name] < limit.Limit : values[limit.Name] > limit.Limit)
            .Select(limit => new JsonObject
            {
                ["constraint_check_type"] = limit.Below ? "LessThanThreshold" : "GreaterThanThreshold",
                ["description"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Metric {limit.Name} with {values[limit.Name]} was {(limit.Below ? "LessThanThreshold" : "GreaterThanThreshold")} {limit.Limit}"),
                ["metric_name"] = limit.Name,
            })
            .ToList();
    }

    public static IEnumerable<KeyValuePair<string, double>> Metrics(IReadOnlyList<(int Predicted, int Truth)> pairs)
    {
        double truePositives = Count(pairs, 1, 1), falsePositives = Count(pairs, 1, 0), falseNegatives = Count(pairs, 0, 1), trueNegatives = Count(pairs, 0, 0);
        var recall = truePositives / (truePositives + falseNegatives);
        var precision = truePositives / (truePositives + falsePositives);
        yield return KeyValuePair.Create("accuracy", (truePositives + trueNegatives) / pairs.Count);
        yield return KeyValuePair.Create("recall", recall);
        yield return KeyValuePair.Create("precision", precision);
        yield return KeyValuePair.Create("true_positive_rate", recall);
        yield return KeyValuePair.Create("true_negative_rate", trueNegatives / (trueNegatives + falsePositives));
        yield return KeyValuePair.Create("false_positive_rate", falsePositives / (trueNegatives + falsePositives));
        yield return KeyValuePair.Create("false_negative_rate", 1 - recall);
        foreach (var (name, beta) in new[] { ("f0_5", 0.5), ("f1", 1.0), ("f2", 2.0) })
            yield return KeyValuePair.Create(name, (1 + (beta * beta)) * precision * recall / ((beta * beta * precision) + recall));
    }

    private static IEnumerable<(string Name, double Limit, bool Below)> Limits(IReadOnlyList<(int Predicted, int Truth)> baseline, double leeway) =>
        Metrics(baseline).Select(metric => metric.Key.StartsWith("false_", StringComparison.Ordinal)
            ? (metric.Key, Math.Round(metric.Value + leeway, 4), false)
            : (metric.Key, Math.Round(metric.Value - leeway, 4), true));

    // The outer key is what was so, the inner what was said.
    private static JsonObject Matrix(IReadOnlyList<(int Predicted, int Truth)> pairs)
    {
        JsonObject Row(int truth) => new() { ["0"] = Count(pairs, 0, truth), ["1"] = Count(pairs, 1, truth) };
        return new JsonObject { ["0"] = Row(0), ["1"] = Row(1) };
    }

    private static int Count(IReadOnlyList<(int Predicted, int Truth)> pairs, int predicted, int truth) =>
        pairs.Count(pair => pair.Predicted == predicted && pair.Truth == truth);
}
