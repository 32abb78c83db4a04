namespace MlMonitor;

/// <summary>One point of a metric of a training job.</summary>
public sealed record MlTrainingMetric
{
    /// <summary>The job.</summary>
    public required string JobName { get; init; }

    /// <summary>The metric, such as <c>validation:auc</c> or <c>GPUUtilization</c>.</summary>
    public required string MetricName { get; init; }

    /// <summary>The value.</summary>
    public required double Value { get; init; }

    /// <summary>When it was so (UTC); null where only the iteration is known.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The iteration it is of; null where only the time is known.</summary>
    public long? Iteration { get; init; }

    /// <summary>The instance it was measured on, <c>algo-1</c> and so on; null for metrics of the algorithm.</summary>
    public string? Node { get; init; }

    /// <summary>Where it was read.</summary>
    public required MlMetricSource Source { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{MetricName} = {Value}";
}
