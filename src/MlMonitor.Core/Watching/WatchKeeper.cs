using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching;

/// <summary>Keeps how far a run is. Watches that end while it writes are in one writing.</summary>
/// <param name="plan">What the run does.</param>
/// <param name="clock">Tells when.</param>
/// <param name="lease">Where to keep it; null for nowhere.</param>
/// <param name="sink">Hears where it cannot be kept.</param>
internal sealed class WatchKeeper(WatchPlan plan, TimeProvider clock, AlertLedgerLease? lease, IMonitorSink sink) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private int _kept;

    /// <summary>Keeps what is done.</summary>
    /// <param name="done">What is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KeepAsync(IReadOnlyCollection<WatchProgress> done, CancellationToken cancellationToken)
    {
        if (lease is null)
            return;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // After the last watch, what it found is written at once with all that follows from it.
            var now = done.Count;
            if (now == _kept || now == plan.Due.Count + plan.Resumed.Count)
                return;
            _kept = now;
            // What was hindered is looked at again.
            var run = new UnfinishedRun(plan.Asked, clock.GetUtcNow(), [.. done.Where(d => d.IsComplete)]);
            // A place that cannot be written is told of by the alerts, which need it more.
            if (await lease.SaveAsync(lease.Ledger with { Unfinished = run }, cancellationToken).ConfigureAwait(false) is { } problem)
                sink.Detail($"How far the run is could not be kept: {problem.Message}");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
