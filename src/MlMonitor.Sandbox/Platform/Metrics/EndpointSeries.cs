using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// What endpoints publish, a minute at a time, and nothing of requests in a minute without one
/// (https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html).
/// </summary>
internal static class EndpointSeries
{
    public const string Invocation = "AWS/SageMaker";
    public const string Instance = "/aws/sagemaker/Endpoints";
    public const string Component = "/aws/sagemaker/InferenceComponents";

    /// <summary>Whether only endpoints publish there.</summary>
    public static bool Owns(string space) => space is Invocation or Instance or Component;

    public static IEnumerable<Series> Of(Endpoint endpoint)
    {
        if (!endpoint.Serves)
            return [];
        return endpoint.Variants.Where(variant => !variant.Load.Silent).SelectMany(variant => Of(endpoint, variant))
            .Concat(endpoint.Components.Where(component => component.Current > 0).SelectMany(component => OfComponent(endpoint, component)))
            .Concat(endpoint.Backlog is { } backlog ? AsyncSeries.OfQueue(endpoint, backlog) : []);
    }

    private static IEnumerable<Series> Of(Endpoint endpoint, EndpointVariant variant)
    {
        var traffic = new EndpointTraffic(endpoint, variant.Name, variant.Load);
        var publisher = new SeriesPublisher(endpoint, traffic, [new("EndpointName", endpoint.Name), new("VariantName", variant.Name)]);
        return (endpoint.Kind switch
        {
            EndpointKind.Asynchronous => publisher.Answered().Concat(AsyncSeries.OfVariant(publisher)),
            EndpointKind.Serverless => publisher.Asked().Concat(publisher.Answered()).Concat(ServerlessSeries.Of(publisher, variant.Serverless!)),
            EndpointKind.MultiModel => Ordinary().Concat(MultiModelSeries.Of(publisher)),
            EndpointKind.MultiContainer => Ordinary().Concat(variant.Model!.Containers.Select(container => Container(container, variant.Model.Containers.Count))),
            _ => Ordinary(),
        }).Concat(InstanceSeries.Of(endpoint, variant, traffic));

        IEnumerable<Series> Ordinary() => publisher.Asked().Concat(publisher.Answered()).Append(publisher.Broken())
            .Append(publisher.OfRequests("OverheadLatency", "Microseconds", (samples, minute, requests) =>
                traffic.Latencies(samples, minute, requests, variant.Load.Overhead, 0.4)))
            .Append(publisher.OfRequests("InvocationsPerInstance", "None", (samples, minute, requests) =>
                samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), 1.0 / variant.Instances, requests))));

        Series Container(string name, int count) => (publisher with { Dimensions = [.. publisher.Dimensions, new("ContainerName", name)] })
            .OfRequests("ContainerLatency", "Microseconds", (samples, minute, requests) =>
                traffic.ModelLatencies(samples, minute, requests, 1.0 / count));
    }

    private static IEnumerable<Series> OfComponent(Endpoint endpoint, InferenceComponent component)
    {
        var load = endpoint.Variants.First(variant => variant.Name == component.Variant).Load;
        var traffic = new EndpointTraffic(endpoint, component.Variant, load with { Peak = load.Peak * component.Share });
        var publisher = new SeriesPublisher(endpoint, traffic, [new("InferenceComponentName", component.Name)]);
        return publisher.Asked().Concat(publisher.Answered()).Append(publisher.Broken())
            .Append(publisher.OfRequests("InvocationsPerCopy", "None", (samples, minute, requests) =>
                samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), 1.0 / component.Current, requests))))
            .Append(publisher.OfRequests("ConcurrentRequestsPerCopy", "Count", (samples, minute, requests) =>
                samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), Math.Round(requests * load.Milliseconds / 60_000 / component.Current, 3)))))
            .Concat(InstanceSeries.OfComponent(endpoint, component, load, traffic));
    }
}
