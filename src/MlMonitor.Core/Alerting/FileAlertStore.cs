namespace MlMonitor.Core.Alerting;

/// <summary>
/// Keeps a ledger in a file. Whoever has the ledger has <c>.lock</c> beside it open, which the system closes when a process dies.
/// </summary>
/// <param name="path">The file, in full; made when first written.</param>
/// <param name="clock">Tells when, and waits.</param>
public sealed class FileAlertStore(string path, TimeProvider clock) : IAlertStore
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<AlertLedgerLease?> OpenAsync(TimeSpan wait, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var giveUp = clock.GetUtcNow() + wait;
        var waits = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var handle = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return await ReadAsync(aside: true, sink, cancellationToken).ConfigureAwait(false) is { } ledger
                    ? new FileAlertLease(path, handle, new FileHolder(path).Tell(clock.GetUtcNow()), ledger)
                    : await CloseAsync(handle).ConfigureAwait(false);
            }
            catch (Exception e) when (IsFailure(e) && !IsTaken(e))
            {
                sink.Report(FileAlertLease.NotWritten(path + ".lock", e));
                return null;
            }
            catch (IOException)
            {
                if (clock.GetUtcNow() >= giveUp)
                {
                    sink.Report(Problem.Of(ProblemId.StateInUse, $"The state {path} is in use by {new FileHolder(path).Read() ?? "another run"}.", path, "Let runs be further apart, or wait for the other with -Wait."));
                    return null;
                }
            }

            if (!waits)
                sink.Detail($"The state {path} is in use by {new FileHolder(path).Read() ?? "another run"}; waiting for it.");
            waits = true;
            await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<AlertLedger?> ReadAsync(IMonitorSink sink, CancellationToken cancellationToken) => ReadAsync(aside: false, sink, cancellationToken);

    private async Task<AlertLedger?> ReadAsync(bool aside, IMonitorSink sink, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path))
                return new AlertLedger();
            var file = LedgerFile.Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
            if (file is null)
                sink.Report(LedgerFile.FromLater(path));
            return file?.Ledger;
        }
        catch (InvalidDataException e) when (aside)
        {
            var place = LedgerFile.Aside(path, clock.GetUtcNow());
            File.Move(path, place);
            sink.Warn($"The state {path} is damaged ({e.Message}) and was set aside as {place}. Alerts that fire are sent again as new ones, and silences are gone.");
            return new AlertLedger();
        }
        catch (InvalidDataException e)
        {
            sink.Report(new Problem(ProblemId.FileNotUnderstood, new MlMonitorException($"The state {path} is damaged: {e.Message}", e), path,
                "The next run sets it aside and begins a new one."));
            return null;
        }
        catch (Exception e) when (IsFailure(e))
        {
            sink.Report(new Problem(e is UnauthorizedAccessException ? ProblemId.AccessDenied : ProblemId.FileNotReadable,
                new MlMonitorException($"The state {path} cannot be read: {e.Message}", e), path, "Give a -StatePath that you may read and write."));
            return null;
        }
    }

    private static async Task<AlertLedgerLease?> CloseAsync(FileStream handle)
    {
        await handle.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    internal static bool IsFailure(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>A sharing violation of Windows (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION), or a lock of another process elsewhere (EWOULDBLOCK: 11, 35 on macOS).</summary>
    private static bool IsTaken(Exception e) => e is IOException && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
