namespace MlMonitor.Core.Endpoints;

/// <summary>What an endpoint in service has less of than was asked for, in words.</summary>
internal static class EndpointLacks
{
    /// <summary>What variants and components lack; an empty text for each that lacks nothing.</summary>
    public static IEnumerable<string> Of(IEnumerable<MlEndpointVariant> variants, IEnumerable<MlInferenceComponent> components) =>
        [.. variants.Select(Of), .. components.Select(Of)];

    public static string Of(MlEndpointVariant variant) => variant.CurrentInstanceCount < variant.DesiredInstanceCount
        ? $"{variant.VariantName} has {variant.CurrentInstanceCount} of {variant.DesiredInstanceCount} instances"
        : "";

    public static string Of(MlInferenceComponent component) => component.Status switch
    {
        MlStatus.Unavailable => $"Inference component {component.InferenceComponentName} failed{(component.FailureReason.Length > 0 ? $": {component.FailureReason}" : "")}",
        MlStatus.Degraded => $"Inference component {component.InferenceComponentName} has {component.CurrentCopyCount} of {component.DesiredCopyCount} copies",
        _ => "",
    };

    /// <summary>What SageMaker itself says of an endpoint in service, without what it lacks: why its last deployment did not come through.</summary>
    public static string OfDeployment(MlEndpoint endpoint)
    {
        var lacks = string.Join("; ", Of(endpoint.Variants, endpoint.InferenceComponents).Where(l => l.Length > 0));
        var reason = endpoint.FailureReason;
        return lacks.Length > 0 && reason.EndsWith(lacks, StringComparison.Ordinal) ? reason[..^lacks.Length].TrimEnd(';', ' ') : reason;
    }
}
