namespace MlMonitor;

/// <summary>One point of a metric of an endpoint.</summary>
public sealed record MlEndpointMetric
{
    /// <summary>The endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The variant; null for what only the whole endpoint has, such as the backlog of an asynchronous one.</summary>
    public string? VariantName { get; init; }

    /// <summary>The inference component; null for what the whole variant has.</summary>
    public string? InferenceComponentName { get; init; }

    /// <summary>The metric, such as <c>ModelLatency</c> or <c>ErrorRate</c>.</summary>
    public required string MetricName { get; init; }

    /// <summary>The statistic, such as <c>Sum</c>, <c>Average</c> or <c>p90</c>.</summary>
    public required string Statistic { get; init; }

    /// <summary>The value, in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>The unit: <c>ms</c>, <c>s</c>, <c>%</c> (0 to 100 of all cores or cards), <c>1/s</c>, or empty for a count.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The beginning of the period it is of (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long the period is, in seconds.</summary>
    public required int PeriodSeconds { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{MetricName} {Statistic} = {Value} {Unit}".TrimEnd();
}
