using System.Text.Json;
using MlMonitor.Core.Baselines;

namespace MlMonitor.Core.Quality;

/// <summary>Reads and writes constraints.json of Model Monitor's model quality jobs.</summary>
public static class QualityConstraintsFile
{
    private const string Above = "GreaterThanThreshold";
    private const string Below = "LessThanThreshold";

    private static readonly (MlProblemType Type, string Member)[] Members =
    [
        (MlProblemType.Regression, "regression_constraints"),
        (MlProblemType.BinaryClassification, "binary_classification_constraints"),
        (MlProblemType.MulticlassClassification, "multiclass_classification_constraints"),
    ];

    /// <summary>Reads constraints.</summary>
    /// <param name="root">The document.</param>
    /// <returns>The kind of model and its limits; null where it is no such file. What is no limit is left out.</returns>
    public static (MlProblemType Type, IReadOnlyList<QualityConstraint> Constraints)? Read(JsonElement root)
    {
        foreach (var (type, member) in Members)
        {
            if (root.Member(member) is { ValueKind: JsonValueKind.Object } constraints)
                return (type, [.. constraints.EnumerateObject().Select(Read).OfType<QualityConstraint>()]);
        }

        return null;
    }

    /// <summary>Writes constraints.</summary>
    /// <param name="type">The kind of model.</param>
    /// <param name="constraints">The limits.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(MlProblemType type, IEnumerable<QualityConstraint> constraints, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, StatisticsFile.WriterOptions);
        json.WriteStartObject();
        json.WriteFloat("version", 0);
        json.WriteStartObject(Members.First(member => member.Type == type).Member);
        foreach (var constraint in constraints)
        {
            json.WriteStartObject(constraint.MetricName);
            json.WriteFloat("threshold", constraint.Threshold);
            json.WriteString("comparison_operator", constraint.IsUpperLimit ? Above : Below);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static QualityConstraint? Read(JsonProperty property)
    {
        if (property.Value.Member("threshold").Number() is not { } threshold)
            return null;
        var name = QualityMetrics.Canonical(property.Name);
        bool? isUpper = property.Value.Member("comparison_operator", "comparisonOperator").Text() switch
        {
            { } word when word.StartsWith("Greater", StringComparison.OrdinalIgnoreCase) => true,
            { } word when word.StartsWith("Less", StringComparison.OrdinalIgnoreCase) => false,
            _ => QualityMetrics.IsHigherBetter(name) is { } better ? !better : null,
        };
        return isUpper is { } upper ? new QualityConstraint(name, threshold, upper) : null;
    }
}
