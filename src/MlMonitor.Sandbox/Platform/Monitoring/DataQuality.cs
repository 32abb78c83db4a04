using System.Globalization;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>
/// The constraints of Model Monitor's data quality, and what a later table does not keep of them.
/// https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html
/// </summary>
internal static class DataQuality
{
    // The team lets so much more be missing than was at training.
    private const double Leeway = 0.04;

    // Half of what AWS proposes: a shift of half a standard deviation is to be seen in the four hundred requests of an hour.
    private const double Threshold = 0.05;

    // Deequ takes this much of the noise of two samples off a distance, at the level 0.003.
    private const double NoiseFactor = 1.8;

    public static JsonObject Constraints(Table baseline) => new()
    {
        ["version"] = JsonNode.Parse("0.0"),
        ["features"] = new JsonArray(baseline.Columns.Select(Constraint).ToArray<JsonNode>()),
        ["monitoring_config"] = new JsonObject
        {
            ["evaluate_constraints"] = "Enabled",
            ["emit_metrics"] = "Enabled",
            ["datatype_check_threshold"] = JsonNode.Parse("1.0"),
            ["domain_content_threshold"] = JsonNode.Parse("1.0"),
            ["distribution_constraints"] = new JsonObject
            {
                ["perform_comparison"] = "Enabled",
                ["comparison_threshold"] = Threshold,
                ["comparison_method"] = "Robust",
                ["categorical_comparison_threshold"] = Threshold,
                ["categorical_drift_method"] = "LInfinity",
            },
        },
    };

    /// <summary>What the table does not keep of the baseline's constraints.</summary>
    public static IReadOnlyList<JsonObject> Violations(Table baseline, Table current)
    {
        var violations = new List<JsonObject>();
        foreach (var (known, seen) in baseline.Columns.Zip(current.Columns))
        {
            if (seen.Completeness < LeastCompleteness(known))
                Add(seen, "completeness_check", $"Value: {seen.Completeness} does not meet the constraint requirement! ");
            if (known.Kind == ColumnKind.String && KnownShare(known, seen) is var share and < 1)
                Add(seen, "categorical_values_check", $"Value: {share} does not meet the constraint requirement! ");
            var distance = Distance(known, seen);
            if (distance > Threshold)
                Add(seen, "baseline_drift_check", $"Baseline drift distance: {distance} exceeds threshold: {Threshold}");
        }

        return violations;

        void Add(TableColumn column, string check, FormattableString description) => violations.Add(new JsonObject
        {
            ["feature_name"] = column.Name,
            ["constraint_check_type"] = check,
            ["description"] = description.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The largest distance of the two distributions, less the noise of two samples of their sizes.</summary>
    public static double Distance(TableColumn baseline, TableColumn current)
    {
        var (n, m) = ((double)baseline.Present.Count, (double)current.Present.Count);
        if (n == 0 || m == 0)
            return 0;
        var simple = baseline.Kind == ColumnKind.String
            ? Categorical(Shares(baseline), Shares(current))
            : Numerical(baseline.Sorted, current.Sorted);
        return Math.Max(0, simple - (NoiseFactor * Math.Sqrt((n + m) / (n * m))));
    }

    private static double LeastCompleteness(TableColumn column) => column.Completeness < 1 ? Math.Round(column.Completeness - Leeway, 2) : 1;

    private static double KnownShare(TableColumn known, TableColumn seen)
    {
        var domain = known.Present.ToHashSet();
        return (double)seen.Present.Count(domain.Contains) / Math.Max(1, seen.Present.Count);
    }

    private static double Categorical(Dictionary<string, double> one, Dictionary<string, double> other) => one.Keys
        .Union(other.Keys)
        .Max(value => Math.Abs(one.GetValueOrDefault(value) - other.GetValueOrDefault(value)));

    private static double Numerical(double[] one, double[] other)
    {
        var (i, j, largest) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var value = Math.Min(one[i], other[j]);
            while (i < one.Length && one[i] == value)
                i++;
            while (j < other.Length && other[j] == value)
                j++;
            largest = Math.Max(largest, Math.Abs(((double)i / one.Length) - ((double)j / other.Length)));
        }

        return largest;
    }

    private static Dictionary<string, double> Shares(TableColumn column)
    {
        var count = (double)column.Present.Count;
        return column.Present.GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count() / count);
    }

    private static JsonObject Constraint(TableColumn column)
    {
        var constraint = new JsonObject
        {
            ["name"] = column.Name,
            ["inferred_type"] = column.Kind.ToString(),
            ["completeness"] = DataStatistics.Decimal(LeastCompleteness(column)),
        };
        if (column.Kind == ColumnKind.String)
        {
            constraint["string_constraints"] = new JsonObject
            {
                ["domains"] = new JsonArray(column.Present.Distinct().Order(StringComparer.Ordinal).Select(value => (JsonNode)value).ToArray()),
            };
        }
        else
        {
            constraint["num_constraints"] = new JsonObject { ["is_non_negative"] = column.Numbers.All(number => number >= 0) };
        }

        return constraint;
    }
}
