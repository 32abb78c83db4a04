using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// What a serverless variant publishes beside requests, latency and errors: no processors, no disk; and now and then a cold start, which
/// one request waits for (https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html).
/// </summary>
internal static class ServerlessSeries
{
    private const double ColdStarts = 0.1;
    private const double SetupMilliseconds = 2400;

    public static IEnumerable<Series> Of(SeriesPublisher publisher, Serverless serverless)
    {
        var (traffic, load) = (publisher.Traffic, publisher.Traffic.Load);
        var cold = EndpointTraffic.Hash(publisher.Endpoint, "serverless", "cold");
        return
        [
            publisher.OfRequests("OverheadLatency", "Microseconds", (samples, minute, requests) =>
            {
                if (IsCold(minute))
                    samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), Setup(minute)));
                traffic.Latencies(samples, minute, IsCold(minute) ? requests - 1 : requests, load.Overhead, 0.4);
            }),
            publisher.OfRequests("ModelSetupTime", "Microseconds", (samples, minute, _) =>
            {
                if (IsCold(minute))
                    samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), Setup(minute)));
            }),
            publisher.OfRequests("ServerlessConcurrentExecutionsUtilization", "None", (samples, minute, requests) => samples.Add(Sample.Of(
                SeriesPublisher.TimeOf(minute), Math.Ceiling(requests * (load.Milliseconds + load.Overhead) / 60_000) / serverless.MaxConcurrency))),
            InstanceSeries.Level(publisher, EndpointSeries.Instance, "MemoryUtilization", "serverless", _ => load.Memory, 1, 1, 0.05),
        ];

        bool IsCold(long minute) => Noise.Share(cold, minute) < ColdStarts;

        double Setup(long minute) => Math.Round(SetupMilliseconds * 1000 * (1 + (0.1 * Noise.At(cold, minute))));
    }
}
