using System.Globalization;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;

namespace MlMonitor.Core.Endpoints;

/// <summary>Makes the variants of an endpoint of what runs, what was planned and what autoscaling may do.</summary>
internal static class EndpointVariants
{
    /// <summary>The variants, production before shadow. Of an endpoint that never came up those that it was to have.</summary>
    public static IEnumerable<MlEndpointVariant> Of(EndpointParts parts) => parts.Seen.Production.Count > 0
        ? [.. Deployed(parts, parts.Seen.Production, parts.Planned, false), .. Deployed(parts, parts.Seen.Shadow, parts.PlannedShadow, true)]
        : [.. parts.Planned.Select(v => Planned(parts, v, false)), .. parts.PlannedShadow.Select(v => Planned(parts, v, true))];

    /// <summary>What is being done to a variant; empty where nothing is.</summary>
    public static string ActivityOf(IEnumerable<ProductionVariantStatus>? statuses) =>
        string.Join(", ", (statuses ?? []).Select(s => s.Status?.Value).Where(s => !string.IsNullOrEmpty(s)));

    private static IEnumerable<MlEndpointVariant> Deployed(
        EndpointParts parts, IEnumerable<ProductionVariantSummary> deployed, IReadOnlyList<ProductionVariant> planned, bool isShadow) =>
        deployed.Select(variant =>
        {
            var plan = planned.FirstOrDefault(p => p.VariantName == variant.VariantName);
            var serverless = variant.CurrentServerlessConfig ?? variant.DesiredServerlessConfig ?? plan?.ServerlessConfig;
            return Scaled(parts, variant.ManagedInstanceScaling, new MlEndpointVariant
            {
                VariantName = variant.VariantName ?? "",
                ModelName = plan?.ModelName,
                IsShadow = isShadow,
                InstanceType = serverless is null ? variant.InstancePools?.MaxBy(p => p.CurrentInstanceCount ?? 0)?.InstanceType?.Value ?? TypeOf(plan) : null,
                CurrentInstanceCount = serverless is null ? variant.CurrentInstanceCount : null,
                DesiredInstanceCount = serverless is null ? variant.DesiredInstanceCount : null,
                CurrentWeight = Exact(variant.CurrentWeight),
                DesiredWeight = Exact(variant.DesiredWeight),
                Activity = ActivityOf(variant.VariantStatus),
                MemorySizeInMB = serverless?.MemorySizeInMB,
                MaxConcurrency = serverless?.MaxConcurrency,
            });
        });

    private static MlEndpointVariant Planned(EndpointParts parts, ProductionVariant plan, bool isShadow) => Scaled(parts, plan.ManagedInstanceScaling, new MlEndpointVariant
    {
        VariantName = plan.VariantName ?? "",
        ModelName = plan.ModelName,
        IsShadow = isShadow,
        InstanceType = TypeOf(plan),
        // What is in service and shows no variants has some all the same.
        CurrentInstanceCount = plan.ServerlessConfig is null && EndpointStatusMap.Of(parts.Seen.RawStatus) != MlStatus.Healthy ? 0 : null,
        DesiredInstanceCount = plan.ServerlessConfig is null ? plan.InitialInstanceCount : null,
        DesiredWeight = Exact(plan.InitialVariantWeight),
        MemorySizeInMB = plan.ServerlessConfig?.MemorySizeInMB,
        MaxConcurrency = plan.ServerlessConfig?.MaxConcurrency,
    });

    /// <summary>Application Auto Scaling scales models' instances and concurrency; SageMaker itself those of inference components.</summary>
    private static MlEndpointVariant Scaled(EndpointParts parts, ProductionVariantManagedInstanceScaling? managed, MlEndpointVariant variant)
    {
        if (parts.Targets.TryGetValue(parts.ScalableId(variant.VariantName), out var target))
            return variant with { MinimumCapacity = target.MinCapacity, MaximumCapacity = target.MaxCapacity };
        return managed?.Status == ManagedInstanceScalingStatus.ENABLED
            ? variant with { MinimumCapacity = managed.MinInstanceCount, MaximumCapacity = managed.MaxInstanceCount }
            : variant;
    }

    private static string? TypeOf(ProductionVariant? plan) =>
        plan?.InstanceType?.Value ?? plan?.InstancePools?.MinBy(p => p.Priority ?? int.MaxValue)?.InstanceType?.Value;

    /// <summary>The number as it was written: a tenth is 0.1, and not the nearest float to it.</summary>
    private static double? Exact(float? value) =>
        value is { } v ? double.Parse(v.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
