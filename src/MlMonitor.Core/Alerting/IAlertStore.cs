namespace MlMonitor.Core.Alerting;

/// <summary>Keeps a ledger between runs.</summary>
public interface IAlertStore
{
    /// <summary>Takes the ledger for oneself.</summary>
    /// <param name="wait">How long to wait for another who has it.</param>
    /// <param name="sink">Hears of what keeps it from being taken, and of a damaged one that was set aside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ledger, to be disposed of; null where it cannot be had, which has then been reported.</returns>
    Task<AlertLedgerLease?> OpenAsync(TimeSpan wait, IMonitorSink sink, CancellationToken cancellationToken);

    /// <summary>Looks at the ledger, whoever has it.</summary>
    /// <param name="sink">Hears of what keeps it from being read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ledger, empty where there is none yet; null where it cannot be read, which has then been reported.</returns>
    Task<AlertLedger?> ReadAsync(IMonitorSink sink, CancellationToken cancellationToken);
}
