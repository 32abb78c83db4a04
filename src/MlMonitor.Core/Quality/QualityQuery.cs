namespace MlMonitor.Core.Quality;

/// <summary>What is asked of a model's quality.</summary>
public sealed record QualityQuery
{
    /// <summary>How the model answers.</summary>
    public PredictionQuery Prediction { get; init; } = new();

    /// <summary>How its answers are held against the truth.</summary>
    public QualityOptions Options { get; init; } = QualityOptions.Usual;

    /// <summary>What they are held against.</summary>
    public QualityReference Reference { get; init; } = new();

    /// <summary>The kind of model of the reference; null where not known.</summary>
    public MlProblemType? KnownType { get; init; }

    /// <summary>How long a point of the series is: an hour or a day; null for no series.</summary>
    public TimeSpan? Bin { get; init; }

    /// <summary>The only metrics wanted, by any name they go by; empty for all.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Whether predictions without labels are to be estimated from their scores, where that is sound.</summary>
    public bool IsEstimateWanted { get; init; }
}
