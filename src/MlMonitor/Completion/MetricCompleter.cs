using MlMonitor.Connection;

namespace MlMonitor.Completion;

/// <summary>Completes the metrics this session has seen, and those that every instance has.</summary>
public sealed class MetricCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() =>
        RunspaceState.Current.MetricNames.Keys.Union(["CPUUtilization", "MemoryUtilization", "DiskUtilization", "GPUUtilization", "GPUMemoryUtilization"]);
}
