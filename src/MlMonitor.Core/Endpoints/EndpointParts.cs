using Amazon.ApplicationAutoScaling.Model;
using Amazon.SageMaker.Model;

namespace MlMonitor.Core.Endpoints;

/// <summary>An endpoint that is to be read: its name, and what lists and searches told of it already.</summary>
/// <param name="Name">The endpoint.</param>
/// <param name="Listed">What the list says; null where it was named.</param>
/// <param name="Record">What the search found; null where it found nothing or was not asked.</param>
internal sealed record EndpointSeed(string Name, EndpointSummary? Listed = null, Endpoint? Record = null)
{
    /// <summary>Times of the index may be rounded.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether the record can stand for a description: the index behind a search lags, so it must say of status and time what
    /// the list says; and it knows nothing of deployments, so only what is simply in service is taken from it.
    /// </summary>
    public bool RecordSuffices => Listed is not null && Record is not null
        && Listed.EndpointStatus == Amazon.SageMaker.EndpointStatus.InService
        && Record.EndpointStatus == Listed.EndpointStatus
        && Record.EndpointArn == Listed.EndpointArn
        && Record.ProductionVariants is { Count: > 0 }
        && Record.LastModifiedTime is { } seen && Listed.LastModifiedTime is { } changed
        && (seen.ToUniversalTime() - changed.ToUniversalTime()).Duration() < Rounding;
}

/// <summary>All that was read of one endpoint, of which its result is made.</summary>
/// <param name="Seen">The endpoint itself.</param>
/// <param name="Config">Its configuration; null where it was not or could not be read.</param>
/// <param name="Tags">Its tags; null where they were not read.</param>
internal sealed record EndpointParts(SeenEndpoint Seen, DescribeEndpointConfigResponse? Config, IReadOnlyDictionary<string, string>? Tags)
{
    /// <summary>What autoscaling has of its variants, by resource id.</summary>
    public IReadOnlyDictionary<string, ScalableTarget> Targets { get; init; } = new Dictionary<string, ScalableTarget>();

    /// <summary>Its inference components.</summary>
    public IReadOnlyList<MlInferenceComponent> Components { get; init; } = [];

    /// <summary>How its models serve, by name.</summary>
    public IReadOnlyDictionary<string, MlEndpointKind> Models { get; init; } = new Dictionary<string, MlEndpointKind>();

    /// <summary>The production variants as they were planned.</summary>
    public IReadOnlyList<ProductionVariant> Planned => Config?.ProductionVariants ?? [];

    /// <summary>The shadow variants as they were planned.</summary>
    public IReadOnlyList<ProductionVariant> PlannedShadow => Config?.ShadowProductionVariants ?? [];

    public bool IsAsynchronous => Seen.IsAsynchronous || Config?.AsyncInferenceConfig is not null;

    public bool IsServerless => Seen.IsServerless || Planned.Any(v => v.ServerlessConfig is not null);

    /// <summary>Whether inference components may be placed on it: a variant without a model is for them.</summary>
    public bool MayHaveComponents => !IsServerless && (Config is null || IsForComponents);

    /// <summary>Whether its configuration names no model for instances.</summary>
    public bool IsForComponents => Planned.Any(v => string.IsNullOrEmpty(v.ModelName) && v.ServerlessConfig is null);

    /// <summary>The models that decide how it serves; none where something else does.</summary>
    public IEnumerable<string> DecidingModels => IsAsynchronous || IsServerless || IsForComponents
        ? []
        : Planned.Select(v => v.ModelName).Where(name => !string.IsNullOrEmpty(name));

    /// <summary>The resource ids that autoscaling has of its variants.</summary>
    public IEnumerable<string> ScalableIds => Seen.Production.Select(v => ScalableId(v.VariantName));

    /// <summary>The resource id of a variant in autoscaling.</summary>
    public string ScalableId(string? variant) => $"endpoint/{Seen.Name}/variant/{variant}";
}
