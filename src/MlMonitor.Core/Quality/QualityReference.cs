namespace MlMonitor.Core.Quality;

/// <summary>What a model's quality is held against: an earlier run, limits, or both. Immutable.</summary>
public sealed record QualityReference
{
    /// <summary>An earlier run that was good; null where there is none.</summary>
    public QualityResult? Baseline { get; init; }

    /// <summary>The limits; where one is given, it goes before the baseline.</summary>
    public IReadOnlyList<QualityConstraint> Constraints { get; init; } = [];

    /// <summary>The limit on a metric.</summary>
    /// <param name="name">The metric.</param>
    /// <returns>The limit; null where there is none.</returns>
    internal QualityConstraint? Limit(string name) => Constraints.FirstOrDefault(constraint => QualityMetrics.Canonical(constraint.MetricName) == name);
}
