using MlMonitor.Connection;

namespace MlMonitor.Completion;

/// <summary>Completes the credential profiles of this machine.</summary>
public sealed class ProfileCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => RunspaceState.Current.Connector.ProfileNames();
}
