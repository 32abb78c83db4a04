namespace MlMonitor;

/// <summary>One metric of an endpoint over a window.</summary>
public sealed record MlEndpointSeries
{
    /// <summary>The endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The variant; null for what only the whole endpoint has.</summary>
    public string? VariantName { get; init; }

    /// <summary>The inference component; null for what the whole variant has.</summary>
    public string? InferenceComponentName { get; init; }

    /// <summary>The metric, such as <c>ModelLatency</c> or <c>ErrorRate</c>.</summary>
    public required string MetricName { get; init; }

    /// <summary>The statistic of each point, such as <c>Sum</c>, <c>Average</c> or <c>p90</c>.</summary>
    public required string Statistic { get; init; }

    /// <summary>The unit: <c>ms</c>, <c>s</c>, <c>%</c> (0 to 100 of all cores or cards), <c>1/s</c>, or empty for a count.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The smallest value; null where there are no points.</summary>
    public double? Minimum { get; init; }

    /// <summary>The mean of the points; null where there are none.</summary>
    public double? Average { get; init; }

    /// <summary>The largest value; null where there are no points.</summary>
    public double? Maximum { get; init; }

    /// <summary>The sum of the points; null where there are none, or where a sum means nothing.</summary>
    public double? Sum { get; init; }

    /// <summary>The last value; null where there are no points.</summary>
    public double? Last { get; init; }

    /// <summary>The points, in order; never null. None where CloudWatch has none: no request in a minute is no point, not zero.</summary>
    public MlList<MlEndpointMetric> Points { get; init; } = [];

    /// <summary>The window asked for.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>What is to be known of the values: that CloudWatch did not give everything, or that percent are of one core; empty otherwise.</summary>
    public string Note { get; init; } = "";

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName} {MetricName} {Statistic}: {Points.Count} points, last {Last}";
}
