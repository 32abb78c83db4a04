using MlMonitor.Connection;

namespace MlMonitor.Completion;

/// <summary>Completes the pipelines this session has seen.</summary>
public sealed class PipelineCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => RunspaceState.Current.PipelineNames.Keys;
}
