using MlMonitor.Core.Endpoints.Metrics;

namespace MlMonitor.Completion;

/// <summary>Completes the metrics that endpoints of any kind have.</summary>
public sealed class EndpointMetricCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => EndpointMetricQuery.Names;
}
