using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Runs watches side by side, and keeps what they found, so that whoever comes after a crash goes on where this was.</summary>
/// <param name="plan">What to do.</param>
/// <param name="runner">Runs one watch.</param>
/// <param name="clock">Tells when something is kept.</param>
public sealed class WatchRun(WatchPlan plan, IWatchRunner runner, TimeProvider clock)
{
    /// <summary>A few side by side: they share the pace of calls, and more would only wait for each other.</summary>
    private const int Together = 4;

    private readonly ConcurrentQueue<WatchProgress> _done = new(plan.Resumed);
    private readonly ConcurrentQueue<string> _left = new();

    /// <summary>The watches that were not begun, since the budget of calls was spent.</summary>
    public IReadOnlyCollection<string> Left => _left;

    /// <summary>How many things could not be looked at.</summary>
    public int CouldNotCheck => _done.Sum(d => d.CouldNotCheck);

    /// <summary>Runs them.</summary>
    /// <param name="lease">Where to keep what is done; null to keep nothing.</param>
    /// <param name="sink">Hears of what is gone on with, and where nothing can be kept.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What they find, as it comes.</returns>
    public async IAsyncEnumerable<WatchResult> ExecuteAsync(AlertLedgerLease? lease, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (plan.Resumed.Count > 0)
            sink.Warn($"Going on with a run that did not come to its end: what it found of {string.Join(", ", plan.Resumed.Select(r => r.Watch))} is not looked at again.");
        var waiting = new ConcurrentQueue<Watch>(plan.Due);
        using var keeper = new WatchKeeper(plan, clock, lease, sink);
        var workers = Enumerable.Range(0, Math.Min(Together, plan.Due.Count)).ToList();
        await foreach (var result in FanOut.MergeAsync(workers, (_, stop) => WorkAsync(stop), cancellationToken).ConfigureAwait(false))
            yield return result;

        async IAsyncEnumerable<WatchResult> WorkAsync([EnumeratorCancellation] CancellationToken stop)
        {
            while (waiting.TryDequeue(out var watch))
            {
                var tally = new WatchTally(watch);
                await foreach (var result in RunOneAsync(watch, stop).ConfigureAwait(false))
                {
                    tally.Add(result);
                    yield return result;
                }

                _done.Enqueue(tally.Sum(plan.At));
                sink.Progress("Watching", _done.Count - plan.Resumed.Count, plan.Due.Count);
                await keeper.KeepAsync(_done, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What the alert stages are told.</summary>
    /// <param name="configured">The names of all watches there are.</param>
    /// <returns>What was found, and how far each watch came.</returns>
    public ObservedRun Observed(IEnumerable<string> configured) => new(
        [.. _done.SelectMany(d => d.Found).GroupBy(o => o.Subject.Key, StringComparer.Ordinal).Select(same => same.MaxBy(o => AlertRank.Of(o.Subject.Severity))!)],
        [.. _done.Select(d => d.ToOutcome())],
        plan.At)
    {
        Configured = new HashSet<string>(configured, StringComparer.Ordinal),
        Ran = _done.Where(d => d.IsComplete).ToDictionary(d => d.Watch, d => d.At, StringComparer.Ordinal),
    };

    /// <summary>How many things there are of each severity, each by its worst.</summary>
    /// <returns>The counts; severities that nothing has are missing.</returns>
    public IReadOnlyDictionary<MlSeverity, int> Count() => _done.SelectMany(d => d.Count).GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.Sum(n => n.Value));

    private async IAsyncEnumerable<WatchResult> RunOneAsync(Watch watch, [EnumeratorCancellation] CancellationToken stop)
    {
        if (runner.IsSpent)
        {
            _left.Enqueue(watch.Name);
            yield return WatchResult.Unchecked(watch, Problem.Of(ProblemId.CallBudgetSpent, $"{watch.Name} is left to the next run, since the call budget of this one is spent.", watch.Name,
                "Nothing: the next run begins with it. Where this happens often, raise CallBudget, or let watches run less often."));
            yield break;
        }

        await foreach (var result in runner.RunAsync(watch, stop).ConfigureAwait(false))
            yield return result;
    }
}
