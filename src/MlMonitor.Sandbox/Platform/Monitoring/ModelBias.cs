using System.Globalization;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>
/// The files of Clarify's bias of a binary classifier: how the group of the facet fares beside all others. Metrics that need
/// more than counts (flip test, conditional disparity) are left out.
/// https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-measure-post-training-bias.html
/// </summary>
internal sealed class ModelBias(string label, string facet, string group)
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["CI"] = "Class Imbalance (CI)",
        ["DPL"] = "Difference in Positive Proportions in Labels (DPL)",
        ["AD"] = "Accuracy Difference (AD)",
        ["DAR"] = "Difference in Acceptance Rates (DAR)",
        ["DCA"] = "Difference in Conditional Acceptance (DCA)",
        ["DCR"] = "Difference in Conditional Rejection (DCR)",
        ["DI"] = "Disparate Impact (DI)",
        ["DPPL"] = "Difference in Positive Proportions in Predicted Labels (DPPL)",
        ["DRR"] = "Difference in Rejection Rates (DRR)",
        ["RD"] = "Recall Difference (RD)",
        ["TE"] = "Treatment Equality (TE)",
    };

    private static readonly string[] BeforeTraining = ["CI", "DPL"];

    /// <summary>The report; a file of constraints is of the same form.</summary>
    public JsonObject Analysis(Dictionary<string, double> metrics) => new()
    {
        ["version"] = "1.0",
        ["post_training_bias_metrics"] = Section(metrics.Where(metric => !BeforeTraining.Contains(metric.Key))),
        ["pre_training_bias_metrics"] = Section(metrics.Where(metric => BeforeTraining.Contains(metric.Key))),
    };

    /// <summary>As AWS has it, whatever is further from 0 than its limit: DI too, of which 1 is the fair value.</summary>
    public IReadOnlyList<JsonObject> Violations(Dictionary<string, double> limits, Dictionary<string, double> current) => current
        .Where(metric => Math.Abs(metric.Value) > Math.Abs(limits[metric.Key]))
        .OrderBy(metric => metric.Key, StringComparer.Ordinal)
        .Select(metric => new JsonObject
        {
            ["facet"] = facet,
            ["facet_value"] = group,
            ["metric_name"] = metric.Key,
            ["constraint_check_type"] = "bias_drift_check",
            ["description"] = string.Create(
                CultureInfo.InvariantCulture, $"Metric value {metric.Value} doesn't meet the baseline constraint requirement {limits[metric.Key]}"),
        })
        .ToList();

    public Dictionary<string, double> Metrics(IReadOnlyList<(string Group, int Predicted, int Truth)> rows)
    {
        // a: the others; d: the group.
        var (a, d) = (new Counts(rows.Where(row => row.Group != group)), new Counts(rows.Where(row => row.Group == group)));
        return new Dictionary<string, double>
        {
            ["CI"] = (a.All - d.All) / (a.All + d.All),
            ["DPL"] = (a.Positive / a.All) - (d.Positive / d.All),
            ["DPPL"] = (a.Accepted / a.All) - (d.Accepted / d.All),
            ["DI"] = d.Accepted / d.All / (a.Accepted / a.All),
            ["DCA"] = (a.Positive / a.Accepted) - (d.Positive / d.Accepted),
            ["DCR"] = ((d.All - d.Positive) / (d.All - d.Accepted)) - ((a.All - a.Positive) / (a.All - a.Accepted)),
            ["RD"] = (a.TruePositive / a.Positive) - (d.TruePositive / d.Positive),
            ["DAR"] = (a.TruePositive / a.Accepted) - (d.TruePositive / d.Accepted),
            ["DRR"] = (d.TrueNegative / (d.All - d.Accepted)) - (a.TrueNegative / (a.All - a.Accepted)),
            ["AD"] = ((a.TruePositive + a.TrueNegative) / a.All) - ((d.TruePositive + d.TrueNegative) / d.All),
            ["TE"] = ((d.Positive - d.TruePositive) / (d.Accepted - d.TruePositive)) - ((a.Positive - a.TruePositive) / (a.Accepted - a.TruePositive)),
        };
    }

    private JsonObject Section(IEnumerable<KeyValuePair<string, double>> metrics) => new()
    {
        ["label"] = label,
        ["facets"] = new JsonObject
        {
            [facet] = new JsonArray(new JsonObject
            {
                ["value_or_threshold"] = group,
                ["metrics"] = new JsonArray(metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal)
                    .Select(metric => new JsonObject { ["name"] = metric.Key, ["description"] = Titles[metric.Key], ["value"] = metric.Value })
                    .ToArray<JsonNode>()),
            }),
        },
        ["label_value_or_threshold"] = "1",
    };

    private sealed class Counts
    {
        public Counts(IEnumerable<(string Group, int Predicted, int Truth)> rows)
        {
            foreach (var (_, predicted, truth) in rows)
            {
                All++;
                Positive += truth;
                Accepted += predicted;
                TruePositive += truth * predicted;
                TrueNegative += (1 - truth) * (1 - predicted);
            }
        }

        public double All { get; }

        public double Positive { get; }

        public double Accepted { get; }

        public double TruePositive { get; }

        public double TrueNegative { get; }
    }
}
