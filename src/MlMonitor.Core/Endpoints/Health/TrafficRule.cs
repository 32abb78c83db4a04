using System.Globalization;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// No request where there were some in the same hours a week ago. With 20 of them then, chance alone leaves an hour without one less
/// than once in 100 million (e^-20).
/// </summary>
internal sealed class TrafficRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var shadows = tested.Endpoint.Variants.Where(v => v.IsShadow).Select(v => v.VariantName).ToHashSet(StringComparer.Ordinal);
        var now = tested.Of("Invocations").Where(s => !shadows.Contains(s.VariantName ?? "")).ToArray();
        var before = tested.Evidence.LastWeek.Where(s => s.MetricName == "Invocations" && !shadows.Contains(s.VariantName ?? "")).Sum(s => s.Sum ?? 0);
        // What could not be read is not nothing.
        if (now.Length == 0 || now.Any(s => s.Sum > 0) || before < tested.Thresholds.MinimumRequests || tested.Evidence.Gaps.Any(g => g.MetricName is null or "Invocations"))
            yield break;
        yield return tested.Found(MlEndpointCheck.Traffic, MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"No request, and {before:0} in the same hours a week ago")) with
        {
            MetricName = "Invocations",
            Value = 0,
            Threshold = tested.Thresholds.MinimumRequests,
            Window = tested.Evidence.Window,
        };
    }
}
