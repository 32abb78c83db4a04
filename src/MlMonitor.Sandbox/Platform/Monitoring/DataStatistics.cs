using System.Globalization;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>
/// The statistics of Model Monitor's data quality.
/// https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-statistics.html
/// </summary>
internal static class DataStatistics
{
    // Up to so many values a sketch keeps them all, in the order of the file.
    private const int SketchSize = 2048;

    public static JsonObject Of(Table table) => new()
    {
        ["version"] = JsonNode.Parse("0.0"),
        ["dataset"] = new JsonObject { ["item_count"] = table.Count },
        ["features"] = new JsonArray(table.Columns.Select(Feature).ToArray<JsonNode>()),
    };

    /// <summary>A number as Scala writes every double: with a point, 24.0.</summary>
    public static JsonNode Decimal(double number) =>
        JsonNode.Parse(number == Math.Floor(number) && Math.Abs(number) < 1e15 ? number.ToString("F1", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture))!;

    private static JsonObject Feature(TableColumn column)
    {
        var common = new JsonObject { ["num_present"] = column.Present.Count, ["num_missing"] = column.Values.Count - column.Present.Count };
        var feature = new JsonObject { ["name"] = column.Name, ["inferred_type"] = column.Kind.ToString() };
        if (column.Kind == ColumnKind.String)
            feature["string_statistics"] = Words(column, common);
        else if (column.Numbers.Count > 0)
            feature["numerical_statistics"] = Numbers(column.Numbers, common);
        return feature;
    }

    private static JsonObject Words(TableColumn column, JsonObject common) => new()
    {
        ["common"] = common,
        ["distinct_count"] = Decimal(column.Present.Distinct().Count()),
        ["distribution"] = new JsonObject
        {
            ["categorical"] = new JsonObject
            {
                ["buckets"] = new JsonArray(column.Present.GroupBy(value => value).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new JsonObject { ["value"] = group.Key, ["count"] = group.Count() }).ToArray<JsonNode>()),
            },
        },
    };

    private static JsonObject Numbers(IReadOnlyList<double> numbers, JsonObject common)
    {
        if (numbers.Count > SketchSize)
            throw new InvalidOperationException($"{numbers.Count} values would have to be compacted.");
        var (mean, min, max) = (numbers.Average(), numbers.Min(), numbers.Max());
        return new JsonObject
        {
            ["common"] = common,
            ["mean"] = Decimal(mean),
            ["sum"] = Decimal(numbers.Sum()),
            ["std_dev"] = Decimal(Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)))),
            ["min"] = Decimal(min),
            ["max"] = Decimal(max),
            ["distribution"] = new JsonObject
            {
                ["kll"] = new JsonObject
                {
                    ["buckets"] = new JsonArray(Enumerable.Range(0, 10).Select(bucket => Bucket(numbers, min, max, bucket)).ToArray<JsonNode>()),
                    ["sketch"] = new JsonObject
                    {
                        ["parameters"] = new JsonObject { ["c"] = 0.64, ["k"] = Decimal(SketchSize) },
                        ["data"] = new JsonArray(new JsonArray(numbers.Select(Decimal).ToArray())),
                    },
                },
            },
        };
    }

    // Ten of one width; the last takes in its upper end.
    private static JsonObject Bucket(IReadOnlyList<double> numbers, double min, double max, int bucket)
    {
        var (lower, upper) = (min + ((max - min) * bucket / 10), bucket == 9 ? max : min + ((max - min) * (bucket + 1) / 10));
        return new JsonObject
        {
            ["lower_bound"] = Decimal(lower),
            ["upper_bound"] = Decimal(upper),
            ["count"] = Decimal(numbers.Count(number => number >= lower && (number < upper || bucket == 9))),
        };
    }
}
