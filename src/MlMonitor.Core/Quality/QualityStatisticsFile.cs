using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Baselines;

namespace MlMonitor.Core.Quality;

/// <summary>
/// Reads and writes statistics.json of Model Monitor's model quality jobs. The <c>standard_deviation</c> that is written is the standard
/// error of the value, from the resampling; Model Monitor's own is the spread of five draws of 80 % of the rows, which it does not define
/// further, so what is read of it is not used.
/// </summary>
public static class QualityStatisticsFile
{
    private static readonly (MlProblemType Type, string Member)[] Members =
    [
        (MlProblemType.Regression, "regression_metrics"),
        (MlProblemType.BinaryClassification, "binary_classification_metrics"),
        (MlProblemType.MulticlassClassification, "multiclass_classification_metrics"),
    ];

    /// <summary>Reads statistics.</summary>
    /// <param name="root">The document.</param>
    /// <returns>The metrics, without intervals; null where it is no such file.</returns>
    public static QualityResult? Read(JsonElement root)
    {
        foreach (var (type, member) in Members)
        {
            if (root.Member(member) is not { ValueKind: JsonValueKind.Object } metrics)
                continue;
            var confusion = metrics.Member("confusion_matrix") is { ValueKind: JsonValueKind.Object } matrix ? ReadMatrix(matrix) : null;
            return new QualityResult
            {
                ProblemType = type,
                Count = root.Member("dataset")?.Member("item_count").Whole() ?? (confusion is null ? 0 : Total(confusion)),
                Metrics = [.. metrics.EnumerateObject()
                    .Where(metric => metric.Value.Member("value") is not null)
                    .Select(metric => new QualityMetric { Name = QualityMetrics.Canonical(metric.Name), Value = metric.Value.Member("value").Number() })],
                Confusion = confusion,
            };
        }

        return null;
    }

    /// <summary>Writes statistics.</summary>
    /// <param name="result">The metrics.</param>
    /// <param name="evaluationTime">When they were found.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(QualityResult result, DateTimeOffset evaluationTime, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, StatisticsFile.WriterOptions);
        json.WriteStartObject();
        json.WriteFloat("version", 0);
        json.WriteStartObject("dataset");
        json.WriteNumber("item_count", result.Count);
        json.WriteString("evaluation_time", evaluationTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject(Members.First(member => member.Type == result.ProblemType).Member);
        if (result.Confusion is { } confusion)
            WriteMatrix(json, confusion);
        foreach (var metric in result.Metrics)
        {
            json.WriteStartObject(metric.Name);
            json.WriteFloat("value", metric.Value ?? double.NaN);
            json.WriteFloat("standard_deviation", metric.StandardError ?? double.NaN);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMatrix(Utf8JsonWriter json, ConfusionMatrix confusion)
    {
        json.WriteStartObject("confusion_matrix");
        for (var i = 0; i < confusion.Classes.Count; i++)
        {
            json.WriteStartObject(confusion.Classes[i]);
            for (var j = 0; j < confusion.Classes.Count; j++)
                json.WriteNumber(confusion.Classes[j], confusion[i, j]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static ConfusionMatrix ReadMatrix(JsonElement matrix)
    {
        string[] classes = [.. matrix.EnumerateObject().SelectMany(row => row.Value.ValueKind == JsonValueKind.Object
            ? row.Value.EnumerateObject().Select(cell => cell.Name).Prepend(row.Name) : [row.Name]).Distinct(StringComparer.Ordinal).Order(ClassName.Order)];
        return new ConfusionMatrix(classes, [.. classes.Select(actual => classes.Select(predicted => matrix.Member(actual)?.Member(predicted).Whole() ?? 0).ToArray())]);
    }

    private static long Total(ConfusionMatrix confusion)
    {
        var total = 0L;
        for (var i = 0; i < confusion.Classes.Count; i++)
        {
            for (var j = 0; j < confusion.Classes.Count; j++)
                total += confusion[i, j];
        }

        return total;
    }
}
