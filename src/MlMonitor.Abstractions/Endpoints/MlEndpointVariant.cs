namespace MlMonitor;

/// <summary>One production or shadow variant of an endpoint.</summary>
public sealed record MlEndpointVariant
{
    /// <summary>The variant.</summary>
    public required string VariantName { get; init; }

    /// <summary>The model it serves; null for inference components, which have models of their own, and where not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>Whether it only gets copies of the requests.</summary>
    public bool IsShadow { get; init; }

    /// <summary>The instance type; null for a serverless variant, and where the endpoint's configuration could not be read.</summary>
    public string? InstanceType { get; init; }

    /// <summary>How many instances there are; null for a serverless variant.</summary>
    public int? CurrentInstanceCount { get; init; }

    /// <summary>How many there are to be; null for a serverless variant.</summary>
    public int? DesiredInstanceCount { get; init; }

    /// <summary>Its weight among the variants; null where not known.</summary>
    public double? CurrentWeight { get; init; }

    /// <summary>The weight it is to have; null where not known.</summary>
    public double? DesiredWeight { get; init; }

    /// <summary>What is being done to it, as AWS put it, such as <c>Updating</c> or <c>Baking</c>; empty where nothing is.</summary>
    public string Activity { get; init; } = "";

    /// <summary>The memory of a serverless variant, in MB; null for others.</summary>
    public int? MemorySizeInMB { get; init; }

    /// <summary>The most requests at once of a serverless variant; null for others.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The fewest instances that autoscaling leaves; null without autoscaling.</summary>
    public int? MinimumCapacity { get; init; }

    /// <summary>The most instances that autoscaling adds up to; null without autoscaling.</summary>
    public int? MaximumCapacity { get; init; }

    /// <summary>Whether autoscaling may add or take away instances, or concurrency, by itself.</summary>
    public bool IsAutoscaled => MaximumCapacity is not null;

    /// <inheritdoc/>
    public override string ToString() => CurrentInstanceCount is null
        ? VariantName
        : $"{VariantName} {CurrentInstanceCount}/{DesiredInstanceCount}";
}
