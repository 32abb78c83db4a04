using System.Text;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>Keeps a ledger as bytes, as files do, and dies where it is told to.</summary>
internal sealed class MemoryAlertStore : IAlertStore
{
    private byte[] _bytes = new LedgerFile(LedgerFile.Version, "", null, new AlertLedger()).ToBytes();

    /// <summary>How many steps, writings and sendings, are left before it dies; negative for ever.</summary>
    public int StepsLeft { get; set; } = -1;

    public int Steps { get; private set; }

    public string Text => Encoding.UTF8.GetString(_bytes);

    public AlertLedger Ledger
    {
        get => LedgerFile.Read(_bytes)!.Ledger;
        set => _bytes = new LedgerFile(LedgerFile.Version, "", null, value).ToBytes();
    }

    /// <summary>Goes one step on, or dies.</summary>
    public void Step()
    {
        // Watches run side by side, and none of them goes on when the process is gone.
        lock (this)
        {
            Steps++;
            if (StepsLeft == 0)
                throw new CrashException();
            StepsLeft--;
        }
    }

    public Task<AlertLedgerLease?> OpenAsync(TimeSpan wait, IMonitorSink sink, CancellationToken cancellationToken) => Task.FromResult<AlertLedgerLease?>(new Lease(this));

    public Task<AlertLedger?> ReadAsync(IMonitorSink sink, CancellationToken cancellationToken) => Task.FromResult<AlertLedger?>(Ledger);

    private sealed class Lease(MemoryAlertStore store) : AlertLedgerLease
    {
        public override AlertLedger Ledger => store.Ledger;

        public override Task<bool> IsHeldAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public override Task<Problem?> SaveAsync(AlertLedger ledger, CancellationToken cancellationToken)
        {
            store.Step();
            store.Ledger = ledger;
            return Task.FromResult<Problem?>(null);
        }

        public override ValueTask DisposeAsync() => default;
    }
}

/// <summary>The process is gone.</summary>
internal sealed class CrashException : Exception;
