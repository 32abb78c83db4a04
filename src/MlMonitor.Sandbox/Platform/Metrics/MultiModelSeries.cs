namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// What an endpoint of many models publishes of its loading them
/// (https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoint-cloudwatch-metrics.html).
/// </summary>
internal static class MultiModelSeries
{
    private const double Misses = 0.06;

    public static IEnumerable<Series> Of(SeriesPublisher publisher)
    {
        var hash = EndpointTraffic.Hash(publisher.Endpoint, "models", "miss");
        return
        [
            publisher.Share("ModelCacheHit", (minute, requests) => requests - Missed(minute, requests)),
            Loading("ModelLoadingWaitTime", 900), Loading("ModelDownloadingTime", 540), Loading("ModelLoadingTime", 330), Loading("ModelUnloadingTime", 40),
            publisher.EachMinute(EndpointSeries.Instance, "LoadedModelCount", "None", (samples, minute) =>
                samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), 14 + Math.Round(Noise.At(hash, minute / 10))))),
        ];

        int Missed(long minute, int requests) => (int)((requests * Misses) + Noise.Share(hash, minute));

        Series Loading(string name, double milliseconds) => publisher.OfRequests(name, "Microseconds", (samples, minute, requests) =>
            publisher.Traffic.Latencies(samples, minute, Missed(minute, requests), milliseconds, 0.3));
    }
}
