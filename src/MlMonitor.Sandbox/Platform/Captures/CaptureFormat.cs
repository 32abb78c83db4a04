using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>How an endpoint's requests and answers look, and how they are kept.</summary>
internal sealed record CaptureFormat(
    string InputType, string OutputType, string Encoding, Func<Captured, string> Input, Func<Captured, string> Output)
{
    /// <summary>A line of values, answered by a value.</summary>
    public static CaptureFormat Csv { get; } = new("text/csv", "text/csv; charset=utf-8", "CSV", CsvInput, CsvOutput);

    /// <summary>The same under a content type that the capture was not told of: it is kept as Base64.</summary>
    public static CaptureFormat Unknown { get; } = new("text/plain", "text/plain", "BASE64", Base64(CsvInput), Base64(CsvOutput));

    /// <summary>A line of JSON with the columns by name, answered by one with label and probability.</summary>
    public static CaptureFormat JsonLines(IReadOnlyList<Column> columns) => new(
        "application/jsonlines", "application/jsonlines", "JSON",
        record => Json(columns, record.Values).ToJsonString() + "\n",
        record => new JsonObject { ["predicted_label"] = record.Predicted, ["probability"] = record.Probability }.ToJsonString() + "\n");

    /// <summary>A document of JSON with one instance, answered by one with one prediction.</summary>
    public static CaptureFormat Document(IReadOnlyList<Column> columns) => new(
        "application/json", "application/json", "JSON",
        record => new JsonObject { ["instances"] = new JsonArray(Json(columns, record.Values)) }.ToJsonString(),
        record => new JsonObject { ["predictions"] = new JsonArray(new JsonObject { ["predicted_label"] = record.Predicted }) }.ToJsonString());

    /// <summary>
    /// A line of values, answered by a value and what each column added to it:
    /// https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-online-explainability-response.html
    /// </summary>
    public static CaptureFormat Explained(IReadOnlyList<Column> columns) => new(
        "text/csv", "application/json", "JSON", CsvInput, record => Explanation(columns, record).ToJsonString());

    /// <summary>The answer of an endpoint that explains itself.</summary>
    public static JsonObject Explanation(IReadOnlyList<Column> columns, params Captured[] records) => new()
    {
        ["version"] = "1.0",
        ["predictions"] = new JsonObject
        {
            ["content_type"] = "text/csv; charset=utf-8",
            ["data"] = string.Concat(records.Select(record => record.Score!.Value.ToString(CultureInfo.InvariantCulture) + "\n")),
        },
        ["explanations"] = new JsonObject
        {
            ["kernel_shap"] = new JsonArray([.. records.Select(record => new JsonArray([.. columns.Select((column, at) => new JsonObject
            {
                ["feature_header"] = column.Name,
                ["feature_type"] = "numerical",
                ["attributions"] = new JsonArray(new JsonObject { ["attribution"] = new JsonArray(record.Attributions![at]) }),
            })]))]),
        },
    };

    private static string CsvInput(Captured record) => string.Join(',', record.Values);

    private static string CsvOutput(Captured record) => record.Predicted.ToString(CultureInfo.InvariantCulture);

    private static Func<Captured, string> Base64(Func<Captured, string> plain) =>
        record => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(plain(record)));

    private static JsonObject Json(IReadOnlyList<Column> columns, IReadOnlyList<string> values)
    {
        var row = new JsonObject();
        for (var at = 0; at < columns.Count; at++)
        {
            row[columns[at].Name] = (columns[at].Kind, values[at]) switch
            {
                (_, "") => null,
                (ColumnKind.String, var text) => text,
                // As it is written, so that 0.340 stays 0.340.
                (_, var number) => JsonNode.Parse(number),
            };
        }

        return row;
    }
}
