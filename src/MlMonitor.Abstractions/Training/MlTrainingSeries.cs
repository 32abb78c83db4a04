namespace MlMonitor;

/// <summary>One metric of a training job over time.</summary>
public sealed record MlTrainingSeries
{
    /// <summary>The job.</summary>
    public required string JobName { get; init; }

    /// <summary>The metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>The instance it was measured on; null for metrics of the algorithm.</summary>
    public string? Node { get; init; }

    /// <summary>Where it was read.</summary>
    public required MlMetricSource Source { get; init; }

    /// <summary>Which way it gets better.</summary>
    public MlMetricDirection Direction { get; init; }

    /// <summary>The first finite value; null where there is none.</summary>
    public double? First { get; init; }

    /// <summary>The last value, finite or not; null where there is none.</summary>
    public double? Last { get; init; }

    /// <summary>The best finite value; null where there is none or the direction is not known.</summary>
    public double? Best { get; init; }

    /// <summary>When it was best (UTC).</summary>
    public DateTimeOffset? BestAt { get; init; }

    /// <summary>The change a point by the Theil-Sen estimator; null for fewer than three finite values.</summary>
    public double? Trend { get; init; }

    /// <summary>The points, in order; never null.</summary>
    public MlList<MlTrainingMetric> Points { get; init; } = [];

    /// <summary>What CloudWatch said where it did not give everything, such as <c>PartialData</c>; empty where it did.</summary>
    public string Note { get; init; } = "";

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{MetricName}: {Points.Count} points, last {Last}";
}
