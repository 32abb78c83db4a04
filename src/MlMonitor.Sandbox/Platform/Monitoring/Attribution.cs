using System.Globalization;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>
/// The files of Clarify's explanations: what each feature is worth on the whole, and whether that order still holds.
/// https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-feature-attribute-drift-violations.html
/// </summary>
internal static class Attribution
{
    private const double Threshold = 0.9;

    /// <summary>The mean size of each feature's Shapley value.</summary>
    public static IReadOnlyList<(string Feature, double Value)> Global(IReadOnlyList<Captured> requests, DateTimeOffset now)
    {
        var sums = new double[Credit.Columns.Count];
        foreach (var request in requests)
        {
            var values = Credit.Shapley(request, now - request.Time);
            for (var at = 0; at < sums.Length; at++)
                sums[at] += Math.Abs(values[at]);
        }

        return Credit.Columns.Select((column, at) => (column.Name, sums[at] / requests.Count)).ToList();
    }

    public static JsonObject Analysis(IReadOnlyList<(string Feature, double Value)> global, double expected) => new()
    {
        ["version"] = "1.0",
        ["explanations"] = new JsonObject
        {
            ["kernel_shap"] = new JsonObject
            {
                ["label0"] = new JsonObject
                {
                    ["global_shap_values"] = new JsonObject(global.Select(each => KeyValuePair.Create(each.Feature, (JsonNode?)each.Value))),
                    ["expected_value"] = expected,
                },
            },
        },
    };

    public static IReadOnlyList<JsonObject> Violations(
        IReadOnlyList<(string Feature, double Value)> baseline, IReadOnlyList<(string Feature, double Value)> current)
    {
        var ndcg = Ndcg(baseline.ToDictionary(each => each.Feature, each => each.Value), current);
        return ndcg >= Threshold ? [] :
        [
            new JsonObject
            {
                ["label"] = "label0",
                ["metric_name"] = "shap",
                ["constraint_check_type"] = "feature_attribution_drift_check",
                ["description"] = string.Create(CultureInfo.InvariantCulture, $"Feature attribution drift {ndcg} exceeds threshold {Threshold}"),
            },
        ];
    }

    // The baseline's values summed up in the order of today and in their own, each place counting less than the one before.
    private static double Ndcg(Dictionary<string, double> baseline, IReadOnlyList<(string Feature, double Value)> current)
    {
        static double Dcg(IEnumerable<double> values) => values.Select((value, at) => value / Math.Log2(at + 2)).Sum();
        return Dcg(current.OrderByDescending(each => each.Value).Select(each => baseline[each.Feature]))
            / Dcg(baseline.Values.OrderDescending());
    }
}
