using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>What the models were trained and validated on, and what Model Monitor and Clarify made of it then.</summary>
internal sealed class Baselines(RegionPlatform home)
{
    /// <summary>How much worse than at validation churn-predictor may be.</summary>
    public const double QualityLeeway = 0.05;

    // How much further from fair than at validation the team lets a metric of bias be: a day's requests are few. One of them is
    // a ratio of small counts.
    private const double BiasLeeway = 0.15;
    private const double RatioLeeway = 0.5;

    // So few that a sketch of statistics.json holds them all.
    private const int TrainingRows = 2000;
    private const int ValidationRows = 5000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Before all that went wrong since.
    private static readonly TimeSpan Then = TimeSpan.FromDays(45);

    private static readonly Schema[] Watched = [Schemas.Churn, Schemas.Fraud, Schemas.Recommendation];

    private readonly Dictionary<string, Lazy<Table>> _training = Watched.ToDictionary(
        schema => schema.Endpoint,
        schema => new Lazy<Table>(() => new Table(
            schema.Target, schema.Columns, Draw(home, schema.Endpoint, "train", TrainingRows, schema.Draw).Select(each => (each.Truth, each.Values)))));

    private readonly Lazy<IReadOnlyList<Captured>> _churnValidation = new(
        () => Draw(home, Schemas.Churn.Endpoint, "validation", ValidationRows, Schemas.Churn.Draw));

    private readonly Lazy<IReadOnlyList<Captured>> _creditTraining = new(() => Draw(home, Credit.Endpoint, "train", TrainingRows, Credit.Draw));

    private readonly Lazy<IReadOnlyList<Captured>> _anomalyTraining = new(() => Draw(home, Anomaly.Endpoint, "train", TrainingRows, Anomaly.Draw));

    private readonly Lazy<IReadOnlyList<Captured>> _creditValidation = new(
        () => Draw(home, Credit.Endpoint, "validation", ValidationRows, Credit.Draw));

    public static ModelBias Bias { get; } = new(Credit.Target, Credit.Facet, Credit.Disadvantaged);

    /// <summary>What an endpoint's model was trained on.</summary>
    public Table Training(string endpoint) => _training[endpoint].Value;

    public IReadOnlyList<(int Predicted, int Truth)> ChurnValidation => _churnValidation.Value.Select(each => (each.Predicted, each.Truth)).ToList();

    /// <summary>The metrics of bias at validation, each as far from 0 as the team lets it be.</summary>
    public Dictionary<string, double> BiasLimits => Bias.Metrics(Rows(_creditValidation.Value))
        .ToDictionary(metric => metric.Key, metric => metric.Value + Math.CopySign(metric.Key == "TE" ? RatioLeeway : BiasLeeway, metric.Value));

    public IReadOnlyList<(string Feature, double Value)> Attribution => Monitoring.Attribution.Global(_creditValidation.Value, home.Now);

    private IReadOnlyList<(string Feature, double Value)> AnomalyAttribution =>
        Anomaly.Columns.Select((column, at) => (column.Name, _anomalyTraining.Value.Average(each => Math.Abs(each.Attributions![at])))).ToList();

    public static IReadOnlyList<(string Group, int Predicted, int Truth)> Rows(IEnumerable<Captured> requests) =>
        requests.Select(each => (each.Values[Credit.FacetColumn], each.Predicted, each.Truth)).ToList();

    public static string Text(JsonNode document) => document.ToJsonString(Indented);

    /// <summary>The files, as they lie in the bucket of baselines.</summary>
    public IEnumerable<StoredObject> Files()
    {
        foreach (var schema in Watched)
        {
            var endpoint = schema.Endpoint;
            yield return File($"{endpoint}/train.csv", () => Training(endpoint).Csv(), "text/csv");
            yield return File($"{endpoint}/statistics.json", () => Text(DataStatistics.Of(Training(endpoint))));
            yield return File($"{endpoint}/constraints.json", () => Text(DataQuality.Constraints(Training(endpoint))));
        }

        yield return File("churn-predictor/model-quality/statistics.json", () => Text(ModelQuality.Statistics(ChurnValidation, home.Now - Then)));
        yield return File("churn-predictor/model-quality/constraints.json", () => Text(ModelQuality.Constraints(ChurnValidation, QualityLeeway)));
        yield return File("credit-decision/train.csv", () => CreditTable.Csv(), "text/csv");
        yield return File("credit-decision/statistics.json", () => Text(DataStatistics.Of(CreditTable)));
        yield return File("credit-decision/constraints.json", () => Text(DataQuality.Constraints(CreditTable)));
        yield return File("credit-decision/validation_with_predictions.csv", ValidationCsv, "text/csv");
        yield return File("credit-decision/bias/analysis.json", () => Text(Bias.Analysis(Bias.Metrics(Rows(_creditValidation.Value)))));
        yield return File("credit-decision/bias/constraints.json", () => Text(Bias.Analysis(BiasLimits)));
        yield return File("credit-decision/bias/analysis_config.json", () => Text(BiasConfig));
        yield return File("credit-decision/explainability/analysis_config.json", () => Text(ShapConfig));
        yield return File("credit-decision/explainability/analysis.json", () => Text(Monitoring.Attribution.Analysis(Attribution, Credit.Expected)));
        yield return File("anomaly-detector/train.csv", () => AnomalyTable.Csv(), "text/csv");
        yield return File("anomaly-detector/explainability/analysis.json", () => Text(Monitoring.Attribution.Analysis(AnomalyAttribution, Anomaly.Expected)));
    }

    private static JsonObject BiasConfig => new()
    {
        ["dataset_type"] = "application/jsonlines",
        ["label"] = Credit.Target,
        ["label_values_or_threshold"] = new JsonArray(1),
        ["facet"] = new JsonArray(new JsonObject { ["name_or_index"] = Credit.Facet, ["value_or_threshold"] = new JsonArray(Credit.Disadvantaged) }),
        ["methods"] = new JsonObject
        {
            ["pre_training_bias"] = new JsonObject { ["methods"] = new JsonArray("CI", "DPL") },
            ["post_training_bias"] = new JsonObject { ["methods"] = "all" },
        },
    };

    private static JsonObject ShapConfig => new()
    {
        ["dataset_type"] = "application/jsonlines",
        ["headers"] = new JsonArray(Credit.Columns.Select(column => (JsonNode)column.Name).ToArray()),
        ["methods"] = new JsonObject { ["shap"] = new JsonObject { ["num_samples"] = 500, ["agg_method"] = "mean_abs", ["use_logit"] = true } },
    };

    private Table CreditTable => new(Credit.Target, Credit.Columns, _creditTraining.Value.Select(each => (each.Truth, each.Values)));

    private Table AnomalyTable => new("anomaly", Anomaly.Columns, _anomalyTraining.Value.Select(each => (each.Truth, each.Values)));

    private StoredObject File(string key, Func<string> make, string contentType = "application/json") =>
        StoredObject.OfText(key, home.Now - Then, make, contentType);

    private string ValidationCsv()
    {
        var text = new StringBuilder().AppendJoin(',', Credit.Columns.Select(column => column.Name)).Append($",{Credit.Target},predicted_label,probability\n");
        foreach (var each in _creditValidation.Value)
            text.AppendJoin(',', each.Values).Append(CultureInfo.InvariantCulture, $",{each.Truth},{each.Predicted},{each.Probability}\n");
        return text.ToString();
    }

    private static List<Captured> Draw(
        RegionPlatform home, string endpoint, string set, int count, Func<Dice, DateTimeOffset, TimeSpan, Captured> draw)
    {
        // Of ten draws the one (i) in which, by the usual seed, churn-predictor shows no drift by chance beside what is planted.
        var dice = new Dice(home.Seed, $"baseline/{endpoint}/{set}/i");
        return Enumerable.Range(0, count).Select(_ => draw(dice, home.Now - Then, Then)).ToList();
    }
}
