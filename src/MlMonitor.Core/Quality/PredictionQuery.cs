namespace MlMonitor.Core.Quality;

/// <summary>What is said of how a model answers; what is not said is found in its answers.</summary>
public sealed record PredictionQuery
{
    /// <summary>The output that is the prediction: its name, or its place from 0; null to find it.</summary>
    public string? Prediction { get; init; }

    /// <summary>The output that is the probability of the positive class: its name, or its place from 0; null to find it.</summary>
    public string? Probability { get; init; }

    /// <summary>The values that are positive; empty for 1 and true.</summary>
    public IReadOnlyList<string> PositiveLabels { get; init; } = [];

    /// <summary>Above which probability a prediction is positive, strictly.</summary>
    public double Threshold { get; init; } = QualityOptions.Usual.Threshold;

    /// <summary>The kind of model; null to find it.</summary>
    public MlProblemType? ProblemType { get; init; }

    /// <summary>The outputs that are named.</summary>
    internal IReadOnlyList<string> Wanted => [.. new[] { Prediction, Probability }.OfType<string>().Where(name => !int.TryParse(name, out _))];
}
