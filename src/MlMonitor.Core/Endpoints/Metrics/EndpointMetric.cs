namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>What a metric of an endpoint is of.</summary>
internal enum MetricScope
{
    /// <summary>Of each variant: dimensions EndpointName and VariantName.</summary>
    Variant,

    /// <summary>Of the whole: dimension EndpointName.</summary>
    Endpoint,

    /// <summary>Of each inference component: dimension InferenceComponentName.</summary>
    Component,
}

/// <summary>How a metric's values come about.</summary>
internal enum MetricForm
{
    /// <summary>As CloudWatch has them.</summary>
    Plain,

    /// <summary>The first source as a percentage of the second.</summary>
    Share,

    /// <summary>The source by the second.</summary>
    PerSecond,
}

/// <summary>A metric of endpoints.</summary>
/// <param name="Name">The name it is given under: CloudWatch's own where it is CloudWatch's own.</param>
/// <param name="Unit">What CloudWatch counts it in.</param>
/// <param name="Statistics">The statistics that tell something, unless asked otherwise.</param>
internal sealed record EndpointMetric(string Name, MetricUnit Unit, params string[] Statistics)
{
    public MetricScope Scope { get; init; }

    public MetricForm Form { get; init; }

    /// <summary>
    /// Where it is asked for: namespace and name. Of a plain metric more than one are places that may have it, the first that does
    /// counts; of a share they are the part and the whole.
    /// </summary>
    public IReadOnlyList<(string Namespace, string Name)> Sources { get; init; } = [];
}
