using System.Collections.Concurrent;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// The metrics of a region: those of endpoints, those of jobs and of Express state machines, and what callers put. Each part is made
/// when it is first asked for: whoever reads of endpoints does not wait for the jobs.
/// </summary>
internal sealed class MetricStore
{
    private readonly Lazy<Part> _ofEndpoints;
    private readonly Lazy<Part> _ofWork;
    private readonly ConcurrentDictionary<string, PutSeries> _put = new();

    private MetricStore(Func<IEnumerable<Series>> ofEndpoints, Func<IEnumerable<Series>> ofWork)
    {
        _ofEndpoints = new(() => new Part(ofEndpoints()));
        _ofWork = new(() => new Part(ofWork()));
    }

    public static MetricStore Of(RegionPlatform home) => new(
        () => home.Endpoints.All.SelectMany(EndpointSeries.Of),
        () => home.Jobs.All.SelectMany(JobSeries.Of).Concat(home.Machines.All.Where(machine => machine.Express).SelectMany(ExpressSeries.Of)));

    /// <summary>All metrics of a namespace, or of all: of each part by namespace, name and dimensions, those that callers put last.</summary>
    public IEnumerable<Series> In(string? space) => Made(space).SelectMany(part => part.Listed)
        .Concat(_put.Values.Select(put => put.Series).OrderBy(series => series.Id.Key, StringComparer.Ordinal))
        .Where(series => space is null || series.Id.Namespace == space);

    /// <summary>What is known under that name. A metric that is made and put to as well is two series.</summary>
    public IEnumerable<Series> Find(MetricId id)
    {
        var key = id.Key;
        foreach (var part in Made(id.Namespace))
        {
            if (part.ByKey.TryGetValue(key, out var made))
                yield return made;
        }

        if (_put.TryGetValue(key, out var put))
            yield return put.Series;
    }

    public void Put(MetricId id, string unit, IEnumerable<Sample> samples) => _put.GetOrAdd(id.Key, _ => new PutSeries(id, unit)).Add(samples);

    private IEnumerable<Part> Made(string? space)
    {
        if (space is null || EndpointSeries.Owns(space))
            yield return _ofEndpoints.Value;
        if (space is null || !EndpointSeries.Owns(space))
            yield return _ofWork.Value;
    }

    private sealed class Part
    {
        public Part(IEnumerable<Series> made)
        {
            // Sorted once: a large platform has tens of thousands.
            Listed = made.OrderBy(series => series.Id.Key, StringComparer.Ordinal).ToList();
            ByKey = Listed.ToDictionary(series => series.Id.Key);
        }

        public List<Series> Listed { get; }

        public Dictionary<string, Series> ByKey { get; }
    }

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
