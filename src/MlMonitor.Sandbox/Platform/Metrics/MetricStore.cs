using System.Collections.Concurrent;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>The metrics of a region: those of jobs and of Express state machines, and what callers put.</summary>
internal sealed class MetricStore
{
    private readonly Dictionary<string, Series> _made;
    private readonly List<Series> _listed;
    private readonly ConcurrentDictionary<string, PutSeries> _put = new();

    private MetricStore(IEnumerable<Series> made)
    {
        // Sorted once: a large platform has tens of thousands.
        _listed = made.OrderBy(series => series.Id.Key, StringComparer.Ordinal).ToList();
        _made = _listed.ToDictionary(series => series.Id.Key);
    }

    /// <summary>All metrics, by namespace, name and dimensions, those that callers put last.</summary>
    public IEnumerable<Series> All =>
        _listed.Concat(_put.Values.Select(put => put.Series).OrderBy(series => series.Id.Key, StringComparer.Ordinal));

    public static MetricStore Of(RegionPlatform home) => new(
        home.Jobs.All.SelectMany(JobSeries.Of).Concat(home.Machines.All.Where(machine => machine.Express).SelectMany(ExpressSeries.Of)));

    /// <summary>What is known under that name. A metric that is made and put to as well is two series.</summary>
    public IEnumerable<Series> Find(MetricId id)
    {
        var key = id.Key;
        if (_made.TryGetValue(key, out var made))
            yield return made;
        if (_put.TryGetValue(key, out var put))
            yield return put.Series;
    }

    public void Put(MetricId id, string unit, IEnumerable<Sample> samples) => _put.GetOrAdd(id.Key, _ => new PutSeries(id, unit)).Add(samples);

    private sealed class PutSeries
    {
        private readonly Lock _gate = new();
        private readonly List<Sample> _samples = [];

        public PutSeries(MetricId id, string unit) => Series = new Series(id, unit, Between, _ => Latest());

        public Series Series { get; }

        public void Add(IEnumerable<Sample> samples)
        {
            lock (_gate)
                _samples.AddRange(samples);
        }

        private List<Sample> Between(DateTimeOffset from, DateTimeOffset to)
        {
            lock (_gate)
                return _samples.Where(sample => sample.Time >= from && sample.Time < to).OrderBy(sample => sample.Time).ToList();
        }

        private DateTimeOffset Latest()
        {
            lock (_gate)
                return _samples.Count == 0 ? DateTimeOffset.MinValue : _samples.Max(sample => sample.Time);
        }
    }
}
