namespace MlMonitor.Core.Alerting;

/// <summary>A ledger in S3, taken. Every writing renews it; one that has run out is somebody else's to take.</summary>
/// <param name="place">Where it is.</param>
/// <param name="etag">The ETag of what was read; null where nothing was there.</param>
/// <param name="clock">Tells when.</param>
internal sealed class S3AlertLease(S3Ledger place, string? etag, TimeProvider clock) : AlertLedgerLease
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _by = LedgerHolder.Describe(Environment.MachineName, Environment.ProcessId, null);
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private AlertLedger _ledger = new();
    private string? _etag = etag;
    private DateTimeOffset _until;
    private ITimer? _renewal;

    /// <inheritdoc/>
    public override AlertLedger Ledger => _ledger;

    /// <inheritdoc/>
    public override async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        // Half its time is left for what the caller is about to do.
        if (clock.GetUtcNow() < _until - (S3AlertStore.LeaseTime / 2))
            return true;
        return await SaveAsync(_ledger, cancellationToken).ConfigureAwait(false) is null;
    }

    /// <inheritdoc/>
    public override async Task<Problem?> SaveAsync(AlertLedger ledger, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var until = clock.GetUtcNow() + S3AlertStore.LeaseTime;
            var problem = await WriteAsync(ledger, new LedgerHolder(_by, until) { Since = _since }, cancellationToken).ConfigureAwait(false);
            if (problem is null)
                (_ledger, _until) = (ledger, until);
            _renewal ??= clock.CreateTimer(static lease => ((S3AlertLease)lease!).Renew(), this, S3AlertStore.LeaseTime / 3, S3AlertStore.LeaseTime / 3);
            return problem;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
            await _renewal.DisposeAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        using var moment = new CancellationTokenSource(LastMoment, clock);
        try
        {
            // Nothing is lost where this fails: the lease runs out.
            if (_until > clock.GetUtcNow())
                await WriteAsync(_ledger, null, moment.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The lease runs out.
        }

        _gate.Dispose();
    }

    private async Task<Problem?> WriteAsync(AlertLedger ledger, LedgerHolder? holder, CancellationToken cancellationToken)
    {
        var (written, problem) = await place.WriteAsync(new LedgerFile(LedgerFile.Version, Guid.NewGuid().ToString("N"), holder, ledger), _etag, cancellationToken).ConfigureAwait(false);
        if (problem is null)
            _etag = written;
        else if (problem.Id == ProblemId.StateTakenOver)
            _until = default;
        return problem;
    }

    /// <summary>Keeps the ledger while a run takes long. Where it fails, the next writing says so.</summary>
    private void Renew() => _ = RenewAsync();

    private async Task RenewAsync()
    {
        try
        {
            using var moment = new CancellationTokenSource(LastMoment, clock);
            await IsHeldAsync(moment.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Too late, or the run has ended.
        }
    }
}
