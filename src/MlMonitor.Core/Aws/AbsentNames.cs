using System.Collections.Concurrent;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Gathers the names that were found nowhere. A name is an error only where no place has it: nobody wants one for each that
/// does not.
/// </summary>
/// <param name="places">How many places are looked in.</param>
internal sealed class AbsentNames(int places)
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<Problem>> _absent = new(StringComparer.Ordinal);

    public void Add(string name, Problem problem) => _absent.GetOrAdd(name, _ => []).Add(problem);

    public void Report(IMonitorSink sink)
    {
        foreach (var (_, problems) in _absent.OrderBy(a => a.Key, StringComparer.Ordinal))
            if (problems.Count >= places && problems.TryPeek(out var problem))
                sink.Report(problem);
    }
}
