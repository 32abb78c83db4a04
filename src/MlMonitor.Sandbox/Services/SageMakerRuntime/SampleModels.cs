using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Captures;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMakerRuntime;

/// <summary>The models that can be asked: that of credit-decision, in JSON Lines, and that of anomaly-detector, in CSV and with explanations.</summary>
internal static class SampleModels
{
    /// <summary>What SageMaker says where the container answered with an error.</summary>
    public const string Refusal = "ModelError";

    /// <summary>Asks the model of an endpoint.</summary>
    public static (string ContentType, string Body) Answer(string endpoint, string contentType, string body) => (endpoint, contentType.Split(';')[0].Trim()) switch
    {
        (Credit.Endpoint, "application/jsonlines") => ("application/jsonlines", Decide(Lines(body))),
        (Anomaly.Endpoint, "text/csv") => ("application/json", Explain(Lines(body))),
        (Credit.Endpoint or Anomaly.Endpoint, var other) => throw Refuse($"Content type '{other}' is not supported."),
        _ => throw Refuse("The sandbox has no model of this endpoint that could be asked."),
    };

    private static string Decide(IEnumerable<string> lines) => string.Concat(lines.Select(line =>
    {
        var row = Parse(line);
        var probability = Credit.Probability([.. Credit.Columns.Select(column => row[column.Name] switch
        {
            JsonValue value => value.ToString(),
            _ => throw Refuse($"The column '{column.Name}' is missing."),
        })]);
        return new JsonObject { ["predicted_label"] = probability > 0.5 ? 1 : 0, ["probability"] = probability }.ToJsonString() + "\n";
    }));

    private static string Explain(IEnumerable<string> lines) => CaptureFormat.Explanation(Anomaly.Columns, [.. lines.Select(line =>
    {
        var values = line.Split(',');
        if (values.Length != Anomaly.Columns.Count || !values.All(value => double.TryParse(value, CultureInfo.InvariantCulture, out _)))
            throw Refuse($"{Anomaly.Columns.Count} numbers are wanted.");
        var attributions = Anomaly.Shapley(values);
        var score = Anomaly.Expected + attributions.Sum();
        return new Captured { EventId = "", Time = default, Values = values, Score = score, Attributions = attributions, Predicted = 0, Truth = 0 };
    })]).ToJsonString();

    private static JsonObject Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw Refuse("A line is no object.");
        }
        catch (JsonException)
        {
            throw Refuse("A line is no JSON.");
        }
    }

    private static string[] Lines(string body) => body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static AwsError Refuse(string why) => new(Refusal, $"Received client error (400) from primary with message \"{why}\".", 424);
}
