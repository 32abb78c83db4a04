namespace MlMonitor.Core.Publishing;

/// <summary>
/// Gathers numbers for CloudWatch. Those of one metric at one time become one point with several values, as CloudWatch wants them: its
/// Maximum is the worst of all features, and its SampleCount how many there are.
/// </summary>
/// <param name="details">Which of the dimensions that there may be many of are wanted, by name.</param>
/// <param name="time">Of when all numbers are; null for the time each tells.</param>
/// <param name="now">The present.</param>
public sealed class GatheredMetrics(IEnumerable<string> details, DateTimeOffset? time, DateTimeOffset now)
{
    private readonly HashSet<string> _details = new(details, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<MetricKey, SortedDictionary<double, int>> _points = [];
    private readonly SortedDictionary<DateTimeOffset, int> _outOfTime = [];

    /// <summary>
    /// The dimensions that are left out where they are not asked for: what findings and other objects call a detail, and where the
    /// numbers were seen, which is where they go to.
    /// </summary>
    public static IReadOnlyList<string> Details { get; } =
        ["Account", "ErrorId", "FacetValue", "FeatureName", "JobName", "LabelName", "MetricName", "PartName", "Region", "ResourceName", "StatePath", "Target"];

    /// <summary>How many numbers there are to send.</summary>
    public int Points { get; private set; }

    /// <summary>How many were left out because they are no finite number.</summary>
    public int NotFinite { get; private set; }

    /// <summary>How many were left out because they are larger than CloudWatch takes.</summary>
    public int OutOfRange { get; private set; }

    /// <summary>How many were left out because CloudWatch takes none of their time.</summary>
    public int OutOfTime => _outOfTime.Values.Sum();

    /// <summary>The metrics, each of which AWS bills, in order.</summary>
    public MlList<string> Metric => [.. _points.Keys.Select(key => key.Metric).Distinct().Order(StringComparer.Ordinal)];

    internal IEnumerable<KeyValuePair<MetricKey, SortedDictionary<double, int>>> All =>
        _points.OrderBy(each => each.Key.Metric, StringComparer.Ordinal).ThenBy(each => each.Key.Time);

    /// <summary>Adds the numbers of an object.</summary>
    /// <param name="measurement">The numbers.</param>
    public void Add(MlMeasurement measurement)
    {
        var when = Seconds(time ?? measurement.Time ?? now);
        if (when < now - MetricLimits.Past || when > now + MetricLimits.Ahead)
        {
            _outOfTime[when] = _outOfTime.GetValueOrDefault(when) + measurement.Measures.Count;
            return;
        }

        var dimensions = DimensionsOf(measurement);
        foreach (var measure in measurement.Measures)
        {
            var unit = MetricUnit.Of(measure.Unit);
            var value = unit.ForCloudWatch(measure.Value);
            if (!double.IsFinite(measure.Value))
                NotFinite++;
            else if (Math.Abs(value) > MetricLimits.Largest)
                OutOfRange++;
            else
                Add(new MetricKey(measure.Name, dimensions, unit.CloudWatch, when), Math.Abs(value) < MetricLimits.Smallest ? 0 : value);
        }
    }

    /// <summary>What is to be said of numbers that CloudWatch takes no more, or not yet: one problem for each time.</summary>
    /// <returns>The problems.</returns>
    public IEnumerable<Problem> Refused() => _outOfTime.Select(each => Problem.Of(ProblemId.MetricTimeRefused,
        $"{each.Value} numbers of {each.Key.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC were left out: CloudWatch takes none {(each.Key < now ? "older than two weeks" : "more than two hours ahead")}.",
        each.Key, each.Key < now
            ? "Look at a later window, or give -Timestamp to file the numbers under another time."
            : "Check this machine's clock and the window, or give -Timestamp to file the numbers under another time."));

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private void Add(MetricKey key, double value)
    {
        if (!_points.TryGetValue(key, out var values))
            _points[key] = values = [];
        values[value] = values.GetValueOrDefault(value) + 1;
        Points++;
    }

    private List<MlDimension> DimensionsOf(MlMeasurement measurement)
    {
        List<MlDimension> all = [new("Source", measurement.Source), .. measurement.Dimensions.Where(d => !d.IsDetail || _details.Contains(d.Name))];
        if (_details.Contains("Region") && measurement.Region.Length > 0)
            all.Add(new MlDimension("Region", measurement.Region));
        if (_details.Contains("Account") && measurement.Account is { Length: > 0 } account)
            all.Add(new MlDimension("Account", account));
        return [.. all.Select(d => new MlDimension(d.Name, DimensionText.Of(d.Value)))];
    }
}
