namespace MlMonitor;

/// <summary>A deployment that is under way, or that was rolled back.</summary>
public sealed record MlEndpointDeployment
{
    /// <summary>The configuration that is being put in place; null where not known.</summary>
    public string? EndpointConfigName { get; init; }

    /// <summary>Since when (UTC); null where not known.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How far it is, as AWS put it of each variant, such as <c>AllTraffic: Baking</c>; empty where AWS does not tell.</summary>
    public string Stage { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Stage.Length > 0 ? Stage : EndpointConfigName ?? "under way";
}
