namespace MlMonitor.Core.Quality;

/// <summary>How good a model's answers were. Immutable.</summary>
public sealed record QualityResult
{
    /// <summary>The kind of model.</summary>
    public required MlProblemType ProblemType { get; init; }

    /// <summary>How many labelled predictions were looked at.</summary>
    public required long Count { get; init; }

    /// <summary>How many were left out because the prediction or the label is no number, or missing.</summary>
    public long LeftOut { get; init; }

    /// <summary>The metrics, in the usual order.</summary>
    public required IReadOnlyList<QualityMetric> Metrics { get; init; }

    /// <summary>Which class was taken for which; null for regression.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>The receiver operating characteristic; null where there are no scores.</summary>
    public IReadOnlyList<CurvePoint>? Curve { get; init; }

    /// <summary>What should be said to whoever reads the numbers, in words; empty where nothing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether it was estimated from the scores alone.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>Finds a metric.</summary>
    /// <param name="name">Its name, or another name that is common for it.</param>
    /// <returns>The metric; null where there is none of this name.</returns>
    public QualityMetric? Find(string name)
    {
        var canonical = QualityMetrics.Canonical(name);
        return Metrics.FirstOrDefault(metric => metric.Name == canonical);
    }
}
