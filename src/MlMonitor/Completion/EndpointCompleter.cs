using MlMonitor.Connection;

namespace MlMonitor.Completion;

/// <summary>Completes the endpoints this session has seen.</summary>
public sealed class EndpointCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => RunspaceState.Current.EndpointNames.Keys;
}
