using MlMonitor.Sandbox.Platform.Metrics;

namespace MlMonitor.Sandbox.Platform.Alarms;

/// <summary>An alarm of CloudWatch: over a metric, over an expression, or over other alarms.</summary>
internal sealed record Alarm
{
    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>OK, ALARM or INSUFFICIENT_DATA.</summary>
    public required string State { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it came into its state.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Configured { get; init; }

    /// <summary>What it watches; null for a composite one.</summary>
    public Watch? Watch { get; init; }

    /// <summary>What a composite alarm says of others.</summary>
    public string? Rule { get; init; }

    public string Arn => Home.Arn("cloudwatch", "alarm:" + Name);

    /// <summary>Whom it tells.</summary>
    public string Action { get; init; } = "";

    /// <summary>Whether the rule of this alarm names another.</summary>
    public bool Names(Alarm other) => Rule?.Contains($"(\"{other.Name}\")", StringComparison.Ordinal) == true;
}

/// <summary>What a metric alarm watches: a statistic of a metric, or an expression over some, against a threshold.</summary>
internal sealed record Watch(IReadOnlyList<WatchedMetric> Metrics, int Period, int Periods, string Comparison, double Threshold)
{
    /// <summary>What is reckoned from the metrics, and called <c>rate</c>; null where there is one, and it itself is watched.</summary>
    public string? Expression { get; init; }

    public string MissingData { get; init; } = "missing";
}

/// <summary>A statistic of a metric, and what an expression calls it.</summary>
internal sealed record WatchedMetric(string Id, MetricId Metric, string Statistic);
