using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Alerting;

/// <summary>
/// Keeps a ledger in an object of S3, for places without a disk. Whoever has it writes so into the object itself, on the condition that
/// nobody else has written; a run that died keeps others out only until its time is over.
/// </summary>
public sealed class S3AlertStore : IAlertStore
{
    /// <summary>How long a ledger is taken for, and renewed while it is in use. A run that dies keeps others out no longer than this.</summary>
    internal static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);

    /// <summary>How far clocks of two machines may be apart.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private readonly AwsConnection _connection;
    private readonly S3Location _place;
    private readonly TimeProvider _clock;

    /// <summary>Keeps a ledger in S3.</summary>
    /// <param name="place">The object.</param>
    /// <param name="connection">The way there.</param>
    /// <param name="clock">Tells when, and waits.</param>
    public S3AlertStore(S3Location place, AwsConnection connection, TimeProvider clock) => (_place, _connection, _clock) = (place, connection, clock);

    /// <inheritdoc/>
    public async Task<AlertLedgerLease?> OpenAsync(TimeSpan wait, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var ledger = new S3Ledger(_place, new S3Reader(new AwsCaller(_connection, sink)));
        var giveUp = _clock.GetUtcNow() + wait;
        var waits = false;
        while (true)
        {
            var (content, etag, problem) = await ledger.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (problem is null && await ParseAsync(ledger, content, sink, cancellationToken).ConfigureAwait(false) is { } file)
            {
                if (file.Lease is not { } other || other.Until + Skew < _clock.GetUtcNow())
                {
                    var lease = new S3AlertLease(ledger, etag, _clock);
                    problem = await lease.SaveAsync(file.Ledger, cancellationToken).ConfigureAwait(false);
                    if (problem is null)
                        return lease;
                    await lease.DisposeAsync().ConfigureAwait(false);
                    if (problem.Id == ProblemId.StateTakenOver)
                        problem = InUse("another run");
                }
                else
                {
                    problem = InUse($"{other.By}{(other.Since is { } since ? $" since {since:u}" : "")}; if it has died, it is free from {other.Until + Skew:u} on");
                }
            }

            if (problem?.Id != ProblemId.StateInUse || _clock.GetUtcNow() >= giveUp)
            {
                if (problem is not null)
                    sink.Report(problem);
                return null;
            }

            if (!waits)
                sink.Detail(problem.Message + " Waiting for it.");
            waits = true;
            await Task.Delay(Look, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<AlertLedger?> ReadAsync(IMonitorSink sink, CancellationToken cancellationToken)
    {
        var ledger = new S3Ledger(_place, new S3Reader(new AwsCaller(_connection, sink)));
        var (content, _, problem) = await ledger.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (problem is null && content is null)
                return new AlertLedger();
            if (problem is null && LedgerFile.Read(content) is { } file)
                return file.Ledger;
            sink.Report(problem ?? LedgerFile.FromLater(ledger.Place));
        }
        catch (InvalidDataException e)
        {
            sink.Report(new Problem(ProblemId.FileNotUnderstood, new MlMonitorException($"The state {_place} is damaged: {e.Message}", e), ledger.Place,
                "The next run sets it aside and begins a new one."));
        }

        return null;
    }

    private async Task<LedgerFile?> ParseAsync(S3Ledger ledger, byte[]? content, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var empty = new LedgerFile(LedgerFile.Version, "", null, new AlertLedger());
        if (content is null)
            return empty;
        try
        {
            var file = LedgerFile.Read(content);
            if (file is null)
                sink.Report(LedgerFile.FromLater(ledger.Place));
            return file;
        }
        catch (InvalidDataException e)
        {
            var (aside, problem) = await ledger.SetAsideAsync(content, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            if (problem is null)
                sink.Warn($"The state {_place} is damaged ({e.Message}) and was set aside as {aside}. Alerts that fire are sent again as new ones, and silences are gone.");
            else
                sink.Report(problem);
            return problem is null ? empty : null;
        }
    }

    private Problem InUse(string by) => Problem.Of(ProblemId.StateInUse, $"The state {_place} is in use by {by}.", _place.ToString(),
        "Let runs be further apart, or wait for the other with -Wait.");
}
