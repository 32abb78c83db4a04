using System.Globalization;
using MlMonitor.Core.Labels;

namespace MlMonitor.Core.Quality;

/// <summary>
/// Which outputs are the prediction and its probability, and what kind of model answers so. What is not said is told from the answers: by the
/// names that are in use, and by the values.
/// </summary>
/// <param name="Prediction">The output that is a class or a number; null where there are only probabilities.</param>
/// <param name="Probability">The output that is the probability of the positive class; null where there is none.</param>
/// <param name="ProblemType">The kind of model.</param>
/// <param name="Positive">Which labels and classes are positive.</param>
internal sealed record PredictionColumns(string? Prediction, string? Probability, MlProblemType ProblemType, LabelRule Positive)
{
    /// <summary>How many different labels are looked at: among measures many may be whole.</summary>
    public const int LabelsLookedAt = 100;

    // So many different labels tell that there are not two classes.
    private const int ManyLabels = 3;

    // More different whole numbers than that are counts rather than classes.
    private const int MostClasses = 20;

    private static readonly string[] ProbabilityNames = ["probability", "predicted_probability", "prob", "proba", "score", "predicted_score", "confidence"];
    private static readonly string[] PredictionNames = ["predicted_label", "prediction", "predicted", "label", "class", "predicted_class", "predicted_value", "y_hat"];

    /// <summary>Finds them.</summary>
    /// <param name="sample">Some answers.</param>
    /// <param name="query">What is said of them.</param>
    /// <param name="known">The kind of model of the baseline; null where not known.</param>
    /// <param name="labels">Some different labels; none where none are known.</param>
    /// <param name="target">What a problem is about.</param>
    /// <returns>The columns, or why they cannot be told.</returns>
    public static (PredictionColumns? Columns, Problem? Problem) Find(CaptureSample sample, PredictionQuery query, MlProblemType? known, IReadOnlyList<string> labels, string target)
    {
        string[] outputs = [.. sample.Outputs.Keys];
        var (prediction, probability) = (Named(query.Prediction, outputs), Named(query.Probability, outputs));
        if ((query.Prediction is not null && prediction is null) || (query.Probability is not null && probability is null))
        {
            var missing = query.Prediction is not null && prediction is null ? query.Prediction : query.Probability!;
            return (null, Problem.Of(ProblemId.ColumnNotFound, $"The answers have no '{missing}'. There are: {string.Join(", ", outputs)}", missing, "Give the name or the place of an output, from 0."));
        }

        // An answer between 0 and 1 looks like a probability, and may as well be a share: the labels know. What is said goes before.
        var isOfMany = query.PositiveLabels.Count == 0 && query.Probability is null && (labels.Count >= ManyLabels || AreMeasures(labels));
        var type = query.ProblemType ?? known ?? (isOfMany && AreMeasures(labels) ? MlProblemType.Regression : null);
        var isRegression = type == MlProblemType.Regression;
        if (type == MlProblemType.BinaryClassification || (type is null && !isOfMany))
            probability ??= Only(outputs.Where(name => name != prediction && ProbabilityNames.Contains(name, StringComparer.OrdinalIgnoreCase) && IsShare(sample.Outputs[name])))
                ?? (prediction is null ? Only(outputs.Where(name => IsShare(sample.Outputs[name]) && !IsWhole(sample.Outputs[name]))) : null);
        prediction ??= Only(outputs.Where(name => name != probability && PredictionNames.Contains(name, StringComparer.OrdinalIgnoreCase)))
            ?? Only(outputs.Where(name => name != probability && (isRegression || probability is null || Distinct(sample.Outputs[name]) <= 2)));
        if (prediction is null && (probability is null || type is MlProblemType.MulticlassClassification))
            return (null, Unclear(sample, target));
        // One column of numbers that are no classes, of a model with two classes, is its score.
        if (type == MlProblemType.BinaryClassification && probability is null && prediction is not null && Numbers(sample.Outputs[prediction]) is { } scores && scores.Any(s => s != Math.Floor(s)))
            (prediction, probability) = (null, prediction);
        type ??= TypeOf(prediction is null ? [] : sample.Outputs[prediction], probability is not null, query);
        if (isOfMany && type == MlProblemType.BinaryClassification && query.ProblemType is null && known is null)
            type = MlProblemType.MulticlassClassification;
        return (new PredictionColumns(prediction, type == MlProblemType.BinaryClassification ? probability : null, type.Value, PositiveOf(query)), null);
    }

    /// <summary>The rule for labels and classes.</summary>
    public static LabelRule PositiveOf(PredictionQuery query) => LabelRule.Values(query.PositiveLabels.Count > 0 ? query.PositiveLabels : ["1", "true"]);

    /// <summary>
    /// Why it is not clear which classes are positive: none is one that usually is, and some are not the usual other one either. All
    /// would be taken for negative, and nothing be found to be wrong.
    /// </summary>
    /// <param name="query">What is said of them.</param>
    /// <param name="sample">Some answers.</param>
    /// <param name="labels">Some different labels; none where none are known.</param>
    /// <param name="target">What a problem is about.</param>
    /// <returns>Why; null where it is clear, or the model tells no two classes apart.</returns>
    public Problem? WhyPositiveUnclear(PredictionQuery query, CaptureSample sample, IReadOnlyList<string> labels, string target)
    {
        if (ProblemType != MlProblemType.BinaryClassification || query.PositiveLabels.Count > 0)
            return null;
        return Unknown("labels", labels) ?? Unknown("predictions", Prediction is null ? [] : sample.Outputs[Prediction].Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

        Problem? Unknown(string what, IEnumerable<string?> values)
        {
            string[] classes = [.. values.Select(ClassName.Of).OfType<string>().Distinct(StringComparer.Ordinal).Order(ClassName.Order)];
            return classes.All(name => name is "0" or "-1" or "false") || classes.Any(name => Positive.IsPositive(name) == true) ? null
                : Problem.Of(ProblemId.PredictionUnclear, $"Which {what} are positive is not clear. There are: {string.Join(", ", classes)}", target, "Give -PositiveLabel.");
        }
    }

    private static Problem Unclear(CaptureSample sample, string target) => Problem.Of(ProblemId.PredictionUnclear,
        $"Which output is the prediction is not clear. There are: {string.Join(", ", sample.Outputs.Select(o => $"{o.Key} (such as {Convert.ToString(o.Value.Count > 0 ? o.Value[0] : null, CultureInfo.InvariantCulture)})"))}",
        target, "Give -Prediction, -Probability or both: the name of an output or its place from 0.");

    private static MlProblemType TypeOf(IReadOnlyList<object> values, bool hasProbability, PredictionQuery query)
    {
        if (hasProbability || query.PositiveLabels.Count > 0)
            return MlProblemType.BinaryClassification;
        if (Numbers(values) is not { } numbers)
            return values.All(value => value is bool) ? MlProblemType.BinaryClassification : MlProblemType.MulticlassClassification;
        return numbers.All(n => n is 0 or 1) ? MlProblemType.BinaryClassification
            : IsWhole(values) && Distinct(values) <= MostClasses ? MlProblemType.MulticlassClassification : MlProblemType.Regression;
    }

    // Numbers of which some are not whole, or that are too many, name no classes.
    private static bool AreMeasures(IReadOnlyList<string> labels) =>
        Numbers(labels) is { } numbers && (numbers.Count > MostClasses || numbers.Any(n => n != Math.Floor(n)));

    private static string? Named(string? asked, string[] outputs) => asked is null ? null
        : outputs.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase))
        ?? (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < outputs.Length ? outputs[place] : null);

    private static string? Only(IEnumerable<string> names) => names.Take(2).ToList() is [var only] ? only : null;

    private static int Distinct(IReadOnlyList<object> values) => values.Distinct().Count();

    private static bool IsShare(IReadOnlyList<object> values) => Numbers(values) is { Count: > 0 } numbers && numbers.All(n => n is (>= 0 and <= 1) or double.NaN);

    private static bool IsWhole(IReadOnlyList<object> values) => Numbers(values) is { } numbers && numbers.All(n => n == Math.Floor(n));

    // Null where some are no numbers.
    private static List<double>? Numbers(IReadOnlyList<object> values)
    {
        var numbers = new List<double>();
        foreach (var value in values)
        {
            if (value is bool || !double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }

        return numbers;
    }
}
