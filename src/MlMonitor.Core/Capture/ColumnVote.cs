using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Settles how many columns there are before a record is passed on: what most of the first records have. The very first may be the
/// one that is damaged, and would make bad ones of all others; and whichever worker is first must not decide.
/// </summary>
/// <param name="session">What is read.</param>
/// <param name="map">How the columns are called.</param>
/// <param name="layout">What is settled.</param>
/// <param name="options">How it is read.</param>
internal sealed class ColumnVote(CaptureSession session, ColumnMap map, ColumnLayout layout, CaptureOptions options)
    // Requests outside of the window, or made to explain others, have the same columns.
    : CaptureWorker(null, options with { IncludeExplanationCalls = true })
{
    private const int MostRecords = 100;

    // As many as are opened ahead anyway: an endpoint with few requests has a file for each.
    private const int MostFiles = 8;
    private readonly CaptureRows _rows = new(map, layout);
    private readonly Dictionary<int, int> _inputs = [];
    private readonly Dictionary<int, int> _outputs = [];

    /// <summary>Gives what there is to read, in order, once the columns are settled. Whoever gets a unit disposes of its stream.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<CaptureUnit> UnitsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Queue<CaptureUnit>();
        await using var units = session.Units.OpenAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            for (var files = 0; files < MostFiles && !layout.IsSettled && Tally.Records < MostRecords && await units.MoveNextAsync().ConfigureAwait(false); files++)
                if (await session.LookAsync(this, units.Current, cancellationToken).ConfigureAwait(false))
                    seen.Enqueue(units.Current);
            layout.Settle(Most(_inputs), Most(_outputs));
            while (seen.TryDequeue(out var unit))
                yield return unit;
            while (await units.MoveNextAsync().ConfigureAwait(false))
                yield return units.Current;
        }
        finally
        {
            foreach (var unit in seen)
                await unit.Content.Stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the first records of a unit; they stay to be read.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(CaptureUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Begin > 0)
            return;
        var lines = unit.Reader = new CaptureLineReader(unit.Content.Stream, options.MaxLineBytes);
        do
        {
            if (Look(lines, unit, MostRecords))
                return;
        }
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    protected override string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int rows)
    {
        rows = 0;
        if (_rows.Parse(record, out _, out _) is { } reason)
            return reason;
        Note(_inputs, _rows.Inputs, isByPlace: true);
        Note(_outputs, _rows.Outputs, isByPlace: false);
        return null;
    }

    // Of inputs only those by place are counted; outputs are counted on after, also where they have names.
    private static void Note(Dictionary<int, int> votes, PayloadCells cells, bool isByPlace)
    {
        if (cells.RowCount == 0 || (isByPlace && cells.Row(0) is not [{ IsPlaced: true }, ..]))
            return;
        var count = cells.Row(0).Length;
        votes[count] = votes.GetValueOrDefault(count) + 1;
    }

    // Of as many the one that came first; -1 where there is none.
    private static int Most(Dictionary<int, int> votes) => votes.Count == 0 ? -1 : votes.MaxBy(vote => vote.Value).Key;
}
