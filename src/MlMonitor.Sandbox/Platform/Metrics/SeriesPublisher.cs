using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>Makes the series of one variant or component, all with the same dimensions.</summary>
internal sealed record SeriesPublisher(Endpoint Endpoint, EndpointTraffic Traffic, IReadOnlyList<KeyValuePair<string, string>> Dimensions)
{
    public static DateTimeOffset TimeOf(long minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60);

    /// <summary>How many requests there were.</summary>
    public IEnumerable<Series> Asked() =>
        [OfRequests("Invocations", "None", (samples, minute, requests) => samples.Add(Sample.Of(TimeOf(minute), 1, requests)))];

    /// <summary>How long they took, and how many failed: 1 for each that did, 0 for each that did not.</summary>
    public IEnumerable<Series> Answered() =>
    [
        OfRequests("ModelLatency", "Microseconds", (samples, minute, requests) => Traffic.ModelLatencies(samples, minute, requests)),
        Share("Invocation4XXErrors", (minute, requests) => Traffic.Errors(minute, requests).Client),
        Share("Invocation5XXErrors", (minute, requests) => Traffic.Errors(minute, requests).Server),
    ];

    /// <summary>How many failed in the model's container. Serverless and asynchronous variants do not publish it.</summary>
    public Series Broken() => Share("InvocationModelErrors", (minute, requests) => Traffic.Errors(minute, requests).Model);

    /// <summary>A series that has, of each request, 1 or 0.</summary>
    public Series Share(string name, Func<long, int, int> count) => OfRequests(name, "None", (samples, minute, requests) =>
    {
        var some = Math.Min(requests, count(minute, requests));
        if (requests > some)
            samples.Add(Sample.Of(TimeOf(minute), 0, requests - some));
        if (some > 0)
            samples.Add(Sample.Of(TimeOf(minute), 1, some));
    });

    /// <summary>A series of what is published of requests: of each minute that has any.</summary>
    public Series OfRequests(string name, string unit, Action<List<Sample>, long, int> add, string space = EndpointSeries.Invocation) =>
        EachMinute(
            space, name, unit,
            (samples, minute) =>
            {
                if (Traffic.Requests(minute) is > 0 and var requests)
                    add(samples, minute, requests);
            },
            Traffic.Latest);

    /// <summary>A series of what is published every minute since the endpoint came up.</summary>
    public Series EachMinute(string space, string name, string unit, Action<List<Sample>, long> add, Func<DateTimeOffset, DateTimeOffset>? latest = null)
    {
        var start = (Endpoint.Created.ToUnixTimeSeconds() / 60) + 6;
        return new Series(new MetricId(space, name, Dimensions), unit, Between, latest ?? (now => now - TimeSpan.FromMinutes(1)));

        IEnumerable<Sample> Between(DateTimeOffset from, DateTimeOffset to)
        {
            var samples = new List<Sample>();
            // A minute belongs to the span in which it begins.
            var (first, end) = ((from.ToUnixTimeSeconds() + 59) / 60, (to.ToUnixTimeMilliseconds() + 59_999) / 60_000);
            for (var minute = Math.Max(first, start); minute < end; minute++)
            {
                samples.Clear();
                add(samples, minute);
                foreach (var sample in samples)
                    yield return sample;
            }
        }
    }
}
