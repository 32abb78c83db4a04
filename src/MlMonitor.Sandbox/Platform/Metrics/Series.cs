namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>What was published at a moment: one value so often, or the statistics of many.</summary>
internal readonly record struct Sample(DateTimeOffset Time, double Minimum, double Maximum, double Sum, double Count)
{
    public static Sample Of(DateTimeOffset time, double value, double count = 1) => new(time, value, value, value * count, count);
}

/// <summary>A metric: its namespace, name and dimensions, the latter by name.</summary>
internal sealed record MetricId(string Namespace, string Name, IReadOnlyList<KeyValuePair<string, string>> Dimensions)
{
    /// <summary>The same for the same metric, however its dimensions were ordered.</summary>
    public string Key { get; } =
        string.Join('\n', [Namespace, Name, .. Dimensions.Select(each => each.Key + "=" + each.Value).Order(StringComparer.Ordinal)]);

    public static MetricId Of(string space, string name, string dimension, string value) => new(space, name, [KeyValuePair.Create(dimension, value)]);
}

/// <summary>
/// The points of a metric. What happens while the sandbox runs is a function of time, so that the series of a running job goes
/// on by the clock; <see cref="Latest"/> is the time of its last point by then.
/// </summary>
internal sealed record Series(
    MetricId Id,
    string Unit,
    Func<DateTimeOffset, DateTimeOffset, IEnumerable<Sample>> Between,
    Func<DateTimeOffset, DateTimeOffset> Latest);
