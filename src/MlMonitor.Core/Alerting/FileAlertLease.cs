namespace MlMonitor.Core.Alerting;

/// <summary>A ledger in a file, taken.</summary>
/// <param name="path">The file.</param>
/// <param name="handle">What shows others that it is taken.</param>
/// <param name="holder">Tells others who has it.</param>
/// <param name="ledger">The ledger as read.</param>
internal sealed class FileAlertLease(string path, FileStream handle, FileHolder holder, AlertLedger ledger) : AlertLedgerLease
{
    private AlertLedger _ledger = ledger;

    /// <inheritdoc/>
    public override AlertLedger Ledger => _ledger;

    /// <inheritdoc/>
    public override Task<bool> IsHeldAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public override async Task<Problem?> SaveAsync(AlertLedger ledger, CancellationToken cancellationToken)
    {
        // One name is enough, since the ledger is taken: what a crash leaves of it is overwritten.
        var temporary = path + ".new";
        try
        {
            var content = new LedgerFile(LedgerFile.Version, Guid.NewGuid().ToString("N"), null, ledger).ToBytes();
            var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                // On the disk before it takes the old one's place, or a power cut leaves a file of nothing.
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            _ledger = ledger;
            return null;
        }
        catch (Exception e) when (FileAlertStore.IsFailure(e))
        {
            FileHolder.Remove(temporary);
            return NotWritten(path, e);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        holder.Forget();
        return handle.DisposeAsync();
    }

    /// <summary>The problem of a file that cannot be written.</summary>
    /// <param name="place">The file.</param>
    /// <param name="e">Why.</param>
    internal static Problem NotWritten(string place, Exception e) => new(ProblemId.FileNotWritten,
        new MlMonitorException($"The state {place} cannot be written: {e.Message} What was there before is still there.", e), place,
        "Make room, or give a -StatePath that you may write to. Until then, what is sent is not remembered and is sent again.");
}
