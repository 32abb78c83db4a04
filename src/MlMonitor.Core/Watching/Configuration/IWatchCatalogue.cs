namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Knows the parameters of the commands that watches run. The engine knows no PowerShell, and asks.</summary>
public interface IWatchCatalogue
{
    /// <summary>The parameters of a command that a watch may give.</summary>
    /// <param name="kind">The kind of watch.</param>
    /// <returns>Their names.</returns>
    IReadOnlyCollection<string> Parameters(WatchKind kind);

    /// <summary>Why a parameter does not take a value.</summary>
    /// <param name="kind">The kind of watch.</param>
    /// <param name="parameter">The parameter, one of those there are.</param>
    /// <param name="value">The value.</param>
    /// <returns>Why not, in words, and what to write instead, empty where nothing comes to mind; null where it does.</returns>
    (string Reason, string Suggestion)? WhyNot(WatchKind kind, string parameter, object? value);
}
