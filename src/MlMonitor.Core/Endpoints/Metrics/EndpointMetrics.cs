namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>
/// Which metrics each kind of endpoint has
/// (https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html and the pages of each kind it links to).
/// </summary>
internal static class EndpointMetrics
{
    public const string OfRequests = "AWS/SageMaker";
    public const string OfInstances = "/aws/sagemaker/Endpoints";
    private const string OfComponents = "/aws/sagemaker/InferenceComponents";

    private static readonly string[] Level = ["Average", "Maximum"];
    private static readonly string[] Latencies = ["p50", "p90", "p99"];

    private static readonly EndpointMetric[] Asked =
    [
        Count("Invocations"),
        new("InvocationRate", MetricUnit.Count, "Average") { Form = MetricForm.PerSecond, Sources = [(OfRequests, "Invocations")] },
        Count("Invocation4XXErrors"),
        Share("ClientErrorRate", "Invocation4XXErrors"),
        Count("Invocation5XXErrors"),
        Share("ErrorRate", "Invocation5XXErrors"),
        Latency("ModelLatency"),
    ];

    private static readonly EndpointMetric[] Broken = [Count("InvocationModelErrors"), Share("ModelErrorRate", "InvocationModelErrors")];

    private static readonly EndpointMetric[] Served =
        [.. Asked, .. Broken, Latency("OverheadLatency"), Count("InvocationsPerInstance"), Plain("ConcurrentRequestsPerModel", MetricUnit.Count, "Maximum")];

    private static readonly EndpointMetric[] Serverless =
    [
        .. Asked,
        Latency("OverheadLatency"),
        Latency("ModelSetupTime"),
        Plain("ServerlessConcurrentExecutionsUtilization", MetricUnit.Fraction, "Maximum"),
        // The documentation has it in both namespaces.
        new("MemoryUtilization", MetricUnit.Percent, Level) { Sources = [(OfInstances, "MemoryUtilization"), (OfRequests, "MemoryUtilization")] },
    ];

    private static readonly EndpointMetric[] Queued =
    [
        Queue("ApproximateBacklogSize", MetricUnit.Count),
        Queue("ApproximateBacklogSizePerInstance", MetricUnit.Count),
        Queue("ApproximateAgeOfOldestRequest", MetricUnit.Seconds),
        Queue("HasBacklogWithoutCapacity", MetricUnit.Count),
        // The documentation spells it with three s.
        new("InvocationsProcessed", MetricUnit.Count, "Sum") { Sources = [(OfRequests, "InvocationsProcessed"), (OfRequests, "InvocationsProcesssed")] },
        Count("Invocation4XXErrors"),
        Count("Invocation5XXErrors"),
        Count("InvocationFailures"),
        Count("ExpiredRequests"),
        Count("RequestDownloadFailures"),
        Count("ResponseUploadFailures"),
        Count("NotificationFailures"),
        Latency("ModelLatency"),
        Latency("RequestDownloadLatency"),
        Latency("ResponseUploadLatency"),
        Plain("TimeInBacklog", MetricUnit.Milliseconds, Latencies),
        Plain("TotalProcessingTime", MetricUnit.Milliseconds, Latencies),
    ];

    private static readonly EndpointMetric[] Loaded =
    [
        Latency("ModelLoadingWaitTime"), Latency("ModelDownloadingTime"), Latency("ModelLoadingTime"), Latency("ModelUnloadingTime"),
        Plain("ModelCacheHit", MetricUnit.Fraction, "Average"),
        Instance("LoadedModelCount", MetricUnit.Count, "Average"),
    ];

    private static readonly EndpointMetric[] Instances =
        [Instance("CPUUtilization", MetricUnit.Cores, Level), Instance("MemoryUtilization", MetricUnit.Percent, Level), Instance("DiskUtilization", MetricUnit.Percent, Level)];

    private static readonly EndpointMetric[] Gpus =
        [Instance("GPUUtilization", MetricUnit.Cards, Level), Instance("GPUMemoryUtilization", MetricUnit.Cards, Level)];

    private static readonly EndpointMetric[] Placed =
    [
        .. Asked.Concat(Broken).Append(Count("InvocationsPerCopy")).Append(Plain("ConcurrentRequestsPerCopy", MetricUnit.Count, "Maximum")),
        .. new[] { "CPUUtilizationNormalized", "MemoryUtilizationNormalized", "GPUUtilizationNormalized", "GPUMemoryUtilizationNormalized" }
            .Select(name => new EndpointMetric(name, MetricUnit.Percent, Level) { Sources = [(OfComponents, name)] }),
    ];

    /// <summary>The names of all metrics of any kind.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. new[] { Served, Serverless, Queued, Loaded, Instances, Gpus, Placed }.SelectMany(m => m).Select(m => m.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The metrics of an endpoint of that kind, in the order in which they are given.</summary>
    public static IEnumerable<EndpointMetric> Of(MlEndpointKind kind) => kind switch
    {
        MlEndpointKind.Serverless => Serverless,
        MlEndpointKind.Asynchronous => [.. Queued, .. Instances, .. Gpus],
        MlEndpointKind.MultiModel => [.. Served, .. Loaded, .. Instances, .. Gpus],
        MlEndpointKind.InferenceComponent => [.. Served, .. Instances, .. Gpus, .. Placed.Select(m => m with { Scope = MetricScope.Component })],
        _ => [.. Served, .. Instances, .. Gpus],
    };

    private static EndpointMetric Plain(string name, MetricUnit unit, params string[] statistics) => new(name, unit, statistics) { Sources = [(OfRequests, name)] };

    private static EndpointMetric Count(string name) => Plain(name, MetricUnit.Count, "Sum");

    private static EndpointMetric Latency(string name) => Plain(name, MetricUnit.Microseconds, Latencies);

    private static EndpointMetric Queue(string name, MetricUnit unit) => Plain(name, unit, "Maximum") with { Scope = MetricScope.Endpoint };

    private static EndpointMetric Instance(string name, MetricUnit unit, params string[] statistics) => new(name, unit, statistics) { Sources = [(OfInstances, name)] };

    private static EndpointMetric Share(string name, string part) =>
        new(name, MetricUnit.Percent, "Average") { Form = MetricForm.Share, Sources = [(OfRequests, part), (OfRequests, "Invocations")] };
}
