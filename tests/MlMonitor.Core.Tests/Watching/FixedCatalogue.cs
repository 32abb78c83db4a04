using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>Knows one parameter of every command: -Threshold, a number up to 1.</summary>
internal sealed class FixedCatalogue : IWatchCatalogue
{
    public IReadOnlyCollection<string> Parameters(WatchKind kind) => ["Threshold"];

    public (string Reason, string Suggestion)? WhyNot(WatchKind kind, string parameter, object? value) =>
        value is double and <= 1 or int and <= 1 ? null : ("takes a number up to 1", "Write 1.");
}
