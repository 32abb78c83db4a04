namespace MlMonitor.Core.Alerting;

/// <summary>A ledger that nobody else may write until this is disposed of.</summary>
public abstract class AlertLedgerLease : IAsyncDisposable
{
    /// <summary>The ledger as it was read, or last written.</summary>
    public abstract AlertLedger Ledger { get; }

    /// <summary>Whether the ledger is still one's own. Somebody else may take one whose owner seems to be gone.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is.</returns>
    public abstract Task<bool> IsHeldAsync(CancellationToken cancellationToken);

    /// <summary>Writes the ledger, whole or not at all.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What kept it from being written; null where nothing did.</returns>
    public abstract Task<Problem?> SaveAsync(AlertLedger ledger, CancellationToken cancellationToken);

    /// <summary>Lets others have the ledger.</summary>
    /// <returns>When it is done.</returns>
    public abstract ValueTask DisposeAsync();
}
