namespace MlMonitor.Core.Endpoints.Health;

/// <summary>Fewer instances or copies than asked for; critical where there is none. While it is changed that is as it should be.</summary>
internal sealed class CapacityRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        if (tested.Endpoint.Status is not (MlStatus.Healthy or MlStatus.Degraded))
            yield break;
        foreach (var variant in tested.Endpoint.Variants.Where(v => v.CurrentInstanceCount < v.DesiredInstanceCount))
            yield return Found(tested, EndpointLacks.Of(variant), variant.CurrentInstanceCount, variant.DesiredInstanceCount) with { VariantName = variant.VariantName };
        foreach (var component in tested.Endpoint.InferenceComponents.Where(c => c.Status is MlStatus.Unavailable or MlStatus.Degraded))
            yield return Found(tested, EndpointLacks.Of(component), component.CurrentCopyCount, component.DesiredCopyCount) with
            {
                VariantName = component.VariantName,
                PartName = component.InferenceComponentName,
            };
    }

    private static MlEndpointFinding Found(EndpointUnderTest tested, string reason, int? current, int? desired) =>
        tested.Found(MlEndpointCheck.Capacity, current > 0 ? MlSeverity.Warning : MlSeverity.Critical, reason) with { Value = current, Threshold = desired };
}
