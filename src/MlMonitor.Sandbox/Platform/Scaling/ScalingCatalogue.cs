namespace MlMonitor.Sandbox.Platform.Scaling;

/// <summary>What is scaled by itself in a region: what its endpoints say.</summary>
internal static class ScalingCatalogue
{
    public static IReadOnlyList<ScalingTarget> Of(RegionPlatform home) => home.Endpoints.All
        .Where(endpoint => endpoint.Scaling is not null)
        .Select(endpoint => new ScalingTarget(
            endpoint, endpoint.Variants[0], endpoint.Scaling!.Value.Minimum, endpoint.Scaling.Value.Maximum,
            // Above what each gets at the busiest hour, so that nothing is to be done now.
            Math.Ceiling(endpoint.Variants[0].Load.Peak / endpoint.Variants[0].Instances * 1.4 / 10) * 10))
        .ToList();
}
