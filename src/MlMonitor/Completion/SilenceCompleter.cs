using MlMonitor.Connection;

namespace MlMonitor.Completion;

/// <summary>Completes the silences this session has seen and not ended.</summary>
public sealed class SilenceCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => RunspaceState.Current.SilenceIds.Keys;
}
