using MlMonitor.Core.Endpoints.Metrics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>What has to be known of endpoints that are judged. What no check needs is not read.</summary>
public sealed record EndpointHealthQuery
{
    private static readonly MlEndpointCheck[] OfShares = [MlEndpointCheck.ServerError, MlEndpointCheck.ClientError, MlEndpointCheck.ModelError];

    private static readonly (string Metric, string Statistic, MlEndpointCheck[] Checks)[] Needed =
    [
        ("Invocations", "Sum", [.. OfShares, MlEndpointCheck.LatencyChange, MlEndpointCheck.Traffic, MlEndpointCheck.Idle]),
        ("Invocation5XXErrors", "Sum", [MlEndpointCheck.ServerError]),
        ("Invocation4XXErrors", "Sum", [MlEndpointCheck.ClientError]),
        ("InvocationModelErrors", "Sum", [MlEndpointCheck.ModelError]),
        ("ModelLatency", "p90", [MlEndpointCheck.Latency, MlEndpointCheck.LatencyChange]),
        ("CPUUtilization", "Average", [MlEndpointCheck.Cpu]),
        ("MemoryUtilization", "Maximum", [MlEndpointCheck.Memory]),
        ("DiskUtilization", "Maximum", [MlEndpointCheck.Disk]),
        ("GPUUtilization", "Average", [MlEndpointCheck.Gpu]),
        ("GPUMemoryUtilization", "Maximum", [MlEndpointCheck.GpuMemory]),
        ("ApproximateBacklogSize", "Maximum", [MlEndpointCheck.Backlog]),
        ("ApproximateAgeOfOldestRequest", "Maximum", [MlEndpointCheck.Backlog]),
        ("HasBacklogWithoutCapacity", "Maximum", [MlEndpointCheck.BacklogWithoutCapacity]),
        ("InvocationsProcessed", "Sum", [MlEndpointCheck.ModelError]),
        ("InvocationFailures", "Sum", [MlEndpointCheck.ModelError]),
    ];

    /// <summary>What is looked for; empty or with <see cref="MlEndpointCheck.All"/> for everything.</summary>
    public IReadOnlySet<MlEndpointCheck> Checks { get; init; } = new HashSet<MlEndpointCheck>();

    /// <summary>What the endpoints are held against.</summary>
    public EndpointThresholds Thresholds { get; init; } = new();

    internal bool Wants(params MlEndpointCheck[] any) => Checks.Count == 0 || Checks.Contains(MlEndpointCheck.All) || any.Any(Checks.Contains);

    /// <summary>What is read of the window: at most eleven series a variant.</summary>
    internal IEnumerable<PlannedSeries> Now(MlEndpoint endpoint) => PlannedSeries.Of(endpoint, metric => Statistics(metric, Needs));

    /// <summary>What is read of the same hours a week ago: two series a variant, and none of an asynchronous endpoint, whose requests wait anyway.</summary>
    internal IEnumerable<PlannedSeries> LastWeek(MlEndpoint endpoint) => endpoint.Kind == MlEndpointKind.Asynchronous
        ? []
        : PlannedSeries.Of(endpoint, metric => Statistics(metric, name => name switch
        {
            "Invocations" => Wants(MlEndpointCheck.LatencyChange, MlEndpointCheck.Traffic),
            "ModelLatency" => Wants(MlEndpointCheck.LatencyChange),
            _ => false,
        }));

    /// <summary>What is read by day, of endpoints without a request in the window. Asynchronous ones publish no Invocations, and are not idle for that.</summary>
    internal IEnumerable<PlannedSeries> Daily(MlEndpoint endpoint) =>
        PlannedSeries.Of(endpoint, metric => Statistics(metric, name => name == "Invocations" && Wants(MlEndpointCheck.Idle)));

    private bool Needs(string name) => Array.Exists(Needed, n => n.Metric == name && Wants([.. n.Checks, MlEndpointCheck.Metric]));

    // Components share instances and have requests of their own; the variant's are those of all of them.
    private static IEnumerable<string> Statistics(EndpointMetric metric, Func<string, bool> isWanted) =>
        metric.Scope == MetricScope.Component || metric.Form != MetricForm.Plain || !isWanted(metric.Name)
            ? []
            : [Array.Find(Needed, n => n.Metric == metric.Name).Statistic];
}
