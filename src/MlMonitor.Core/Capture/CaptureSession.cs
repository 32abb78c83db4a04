using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Capture;

/// <summary>One reading of a source: what all its workers share.</summary>
internal sealed class CaptureSession
{
    private readonly ICaptureFolder _folder;
    private readonly IMonitorSink _sink;
    private long _bytes;

    /// <summary>Begins a reading.</summary>
    public CaptureSession(CaptureSource source, MlWindow? window, CaptureOptions options, IMonitorSink sink)
    {
        _folder = source.Open(sink);
        _sink = sink;
        Window = window is null ? null : new CaptureWindow(window);
        Units = new CaptureUnits(_folder, Window, source.Location is null ? options with { OpenAhead = 2 } : options, sink);
    }

    /// <summary>The window; null for all there is.</summary>
    public CaptureWindow? Window { get; }

    /// <summary>What there is to read.</summary>
    public CaptureUnits Units { get; }

    /// <summary>Has the beginning of a unit looked at.</summary>
    /// <returns>Whether it could be read; where it could not, that is reported, and there is nothing more to read of it.</returns>
    public async Task<bool> LookAsync(ColumnVote vote, CaptureUnit unit, CancellationToken cancellationToken)
    {
        try
        {
            await vote.LookAsync(unit, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsOfReading(e))
        {
            await unit.Content.Stream.DisposeAsync().ConfigureAwait(false);
            Units.Fail(unit.File, e);
            return false;
        }
    }

    /// <summary>Reads a unit; a file that breaks off is reported, and the rest goes on.</summary>
    public async IAsyncEnumerable<bool> ReadAsync(CaptureWorker worker, CaptureUnit unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = unit.Content.Stream.ConfigureAwait(false);
        await using var pieces = worker.ReadAsync(unit, Note, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await pieces.MoveNextAsync().ConfigureAwait(false))
                    break;
            }
            catch (Exception e) when (IsOfReading(e))
            {
                Units.Fail(unit.File, e);
                break;
            }

            yield return true;
        }
    }

    /// <summary>What was read by the workers together.</summary>
    public async Task<CaptureSummary> SummaryAsync(IReadOnlyList<CaptureWorker> workers, IReadOnlyList<string> outputColumns, CancellationToken cancellationToken)
    {
        var tallies = workers.Select(w => w.Tally).ToList();
        var (records, bad, unfinished, own) = (tallies.Sum(t => t.Records), tallies.Sum(t => t.Bad), tallies.Sum(t => t.Unfinished), tallies.Sum(t => t.ExplanationCalls));
        // Files that could not be read have been reported one by one: there may well be something in them.
        var problem = Units.Problem ?? (records + bad + unfinished + own + Units.Unread > 0 ? null : await _folder.WhyEmptyAsync(cancellationToken).ConfigureAwait(false));
        var origins = Units.Files.Select(f => f.Origin).OfType<(string Endpoint, string Variant)>().Distinct().ToList();
        return new CaptureSummary
        {
            Files = Units.Files.Count - Units.Unread,
            UnreadFiles = Units.Unread,
            Bytes = Units.Files.Sum(f => f.Size),
            Records = records,
            Rows = tallies.Sum(t => t.Rows),
            BadRecords = bad,
            UnfinishedRecords = unfinished,
            RecordsOutside = tallies.Sum(t => t.Outside),
            ExplanationCalls = own,
            FirstBad = [.. tallies.SelectMany(t => t.FirstBad).Order().Take(CaptureSummary.BadRecordsKept).Select(Units.Place)],
            OutputColumns = outputColumns,
            EndpointName = Only(origins.Select(o => o.Endpoint)),
            VariantName = Only(origins.Select(o => o.Variant)),
            First = tallies.Min(t => t.First),
            Last = tallies.Max(t => t.Last),
            Problem = problem,
        };
    }

    // Whatever a network, a disk or an unpacker comes up with in the middle of a file.
    private static bool IsOfReading(Exception e) =>
        e is IOException or InvalidDataException or HttpRequestException or UnauthorizedAccessException or Amazon.Runtime.AmazonClientException;

    private static string? Only(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    private void Note(long bytes)
    {
        var done = Interlocked.Add(ref _bytes, bytes);
        _sink.Progress("Reading captured requests (MB)", (int)(done >> 20), Units.TotalBytes is { } total ? (int)(total >> 20) : null);
    }
}
