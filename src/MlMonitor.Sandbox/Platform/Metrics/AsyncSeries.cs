using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// What an asynchronous endpoint publishes beside its latency and errors: of its queue with its name alone, of its requests with the
/// variant too (https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html).
/// </summary>
internal static class AsyncSeries
{
    private const double UsualAge = 9;

    public static IEnumerable<Series> OfQueue(Endpoint endpoint, Backlog backlog)
    {
        var variant = endpoint.Variants[0];
        var traffic = new EndpointTraffic(endpoint, "queue", variant.Load);
        var publisher = new SeriesPublisher(endpoint, traffic, [new("EndpointName", endpoint.Name)]);
        var noise = EndpointTraffic.Hash(endpoint, "queue", "backlog");
        return
        [
            Each("ApproximateBacklogSize", "Count", Size),
            Each("ApproximateBacklogSizePerInstance", "Count", minute => Size(minute) / variant.Instances),
            Each("ApproximateAgeOfOldestRequest", "Seconds", minute => Math.Round(Age(endpoint.Home, backlog, minute))),
            Each("HasBacklogWithoutCapacity", "Count", _ => 0),
        ];

        double Size(long minute) =>
            Math.Max(0, Math.Round(
            backlog.Usual + ((backlog.Now - backlog.Usual) * Grown(endpoint.Home, backlog, minute)) + (backlog.Usual * 0.3 * Noise.At(noise, minute))));

        Series Each(string name, string unit, Func<long, double> value) => publisher.EachMinute(
            EndpointSeries.Invocation, name, unit, (samples, minute) => samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), value(minute))));
    }

    public static IEnumerable<Series> OfVariant(SeriesPublisher publisher)
    {
        var (traffic, load) = (publisher.Traffic, publisher.Traffic.Load);
        return
        [
            publisher.OfRequests("InvocationsProcessed", "None", (samples, minute, requests) => samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), 1, requests))),
            publisher.Share("InvocationFailures", (_, _) => 0),
            publisher.Share("ExpiredRequests", (_, _) => 0),
            publisher.Share("RequestDownloadFailures", (_, _) => 0),
            publisher.Share("ResponseUploadFailures", (_, _) => 0),
            publisher.Share("NotificationFailures", (_, _) => 0),
            Latency("RequestDownloadLatency", 85),
            Latency("ResponseUploadLatency", 60),
            Milliseconds("TimeInBacklog", InBacklog),
            Milliseconds("TotalProcessingTime", _ => load.Milliseconds + 145),
        ];

        Series Latency(string name, double milliseconds) => publisher.OfRequests(
            name, "Microseconds", (samples, minute, requests) => traffic.Latencies(samples, minute, requests, milliseconds, 0.3));

        Series Milliseconds(string name, Func<long, double> median) => publisher.OfRequests(
            name, "Milliseconds", (samples, minute, requests) => traffic.Latencies(samples, minute, requests, median(minute) / 1000, 0.3));

        double InBacklog(long minute) => 1000 * (publisher.Endpoint.Backlog is { } backlog ? Age(publisher.Endpoint.Home, backlog, minute) : UsualAge);
    }

    private static double Age(RegionPlatform home, Backlog backlog, long minute) =>
        UsualAge + ((backlog.OldestNow.TotalSeconds - UsualAge) * Grown(home, backlog, minute));

    // It goes on growing by the clock.
    private static double Grown(RegionPlatform home, Backlog backlog, long minute) => backlog.GrowingFor == TimeSpan.Zero
        ? 0
        : Math.Max(0, 1 + ((SeriesPublisher.TimeOf(minute) - home.Now) / backlog.GrowingFor));
}
