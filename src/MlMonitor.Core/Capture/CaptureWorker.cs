using System.Runtime.CompilerServices;
using System.Text;
using MlMonitor.Core.Attribution;

namespace MlMonitor.Core.Capture;

/// <summary>Reads files of captured requests, one after the other; what becomes of a record is for those that derive from it to say.</summary>
internal abstract class CaptureWorker(CaptureWindow? window, CaptureOptions options) : IDisposable
{
    private static readonly byte[] ExplanationPrefix = Encoding.UTF8.GetBytes(EndpointModel.InferencePrefix);
    private readonly CaptureEnvelopeReader _envelopes = new();

    /// <summary>What was read.</summary>
    public CaptureTally Tally { get; } = new();

    /// <summary>Reads a file, stopping after each piece that was read.</summary>
    /// <param name="unit">The file.</param>
    /// <param name="read">Hears of how many bytes were read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Nothing for each piece: whoever asks looks at what has come.</returns>
    public async IAsyncEnumerable<bool> ReadAsync(CaptureUnit unit, Action<long> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = unit.Reader ?? new CaptureLineReader(unit.Content.Stream, options.MaxLineBytes);
        var origin = unit.Begin > 0 ? unit.Begin - 1 : 0;
        var isAligned = unit.Begin == 0;
        var told = 0L;
        var unfinished = Tally.Unfinished;
        do
        {
            if (Drain(lines, unit, origin, ref isAligned))
                break;
            var done = unit.Content.IsPlain ? lines.Consumed : unit.Content.Stored();
            read(done - told);
            told = done;
            yield return true;
        }
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));

        // Of a packed file that was cut between two records no line tells.
        if (Tally.Unfinished == unfinished && unit.Content.IsCut())
            Tally.Unfinished++;
        unit.Lines = lines.LineNumber - (unit.Begin > 0 ? 1 : 0);
        read((unit.Content.IsPlain ? lines.Consumed : unit.File.Size) - told);
        yield return true;
    }

    /// <inheritdoc/>
    public virtual void Dispose() => _envelopes.Dispose();

    /// <summary>Takes a record that is in the window.</summary>
    /// <param name="record">The record.</param>
    /// <param name="unit">Its file.</param>
    /// <param name="line">Its line.</param>
    /// <param name="rows">How many rows it holds.</param>
    /// <returns>Why it is bad all the same; null where it is not.</returns>
    protected abstract string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int rows);

    /// <summary>Takes lines that have been read whole, and goes back to before them.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="unit">Their unit.</param>
    /// <param name="most">How many it takes at most.</param>
    /// <returns>Whether there was one.</returns>
    protected bool Look(CaptureLineReader lines, CaptureUnit unit, int most)
    {
        var place = lines.Place;
        var count = 0;
        for (; count < most && lines.TryTake(out var line); count++)
            Take(line, lines, unit);
        if (count > 0)
            lines.Place = place;
        return count > 0;
    }

    /// <summary>Takes the lines that have been read whole.</summary>
    /// <returns>Whether the range of the unit is at its end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Drain(CaptureLineReader lines, CaptureUnit unit, long origin, ref bool isAligned)
    {
        // The line in which a part begins belongs to the part before.
        if (!isAligned)
        {
            if (!lines.TryTake(out _))
                return false;
            isAligned = true;
        }

        while (unit.End is not { } end || origin + lines.Consumed < end)
        {
            if (!lines.TryTake(out var line))
                return false;
            Take(line, lines, unit);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ReadOnlySpan<byte> line, CaptureLineReader lines, CaptureUnit unit)
    {
        var number = lines.LineNumber - (unit.Begin > 0 ? 1 : 0);
        if (lines.IsTooLong)
        {
            if (lines.IsUnended)
                Tally.Unfinished++;
            else
                Tally.NoteBad(unit.FileNumber, unit.Part, number, FormattableString.Invariant($"the line is longer than {options.MaxLineBytes} bytes"));
            return;
        }

        // Nearly every line shows by its first byte that it is not blank.
        if ((line.IsEmpty || line[0] <= ' ') && line.IndexOfAnyExcept(" \t\r\0"u8) < 0)
            return;
        var reason = _envelopes.Read(line, out var record);
        if (reason is null && window?.Holds(record.Time, unit.File) == false)
        {
            Tally.Outside++;
            return;
        }

        if (reason is null && !options.IncludeExplanationCalls && record.InferenceId.StartsWith(ExplanationPrefix))
        {
            Tally.ExplanationCalls++;
            return;
        }

        if (reason == CaptureEnvelopeReader.CutOff && lines.IsUnended)
        {
            Tally.Unfinished++;
            return;
        }

        var rows = 0;
        reason ??= Take(record, unit, number, out rows);
        if (reason is null)
            Tally.Note(record.Time, rows);
        else
            Tally.NoteBad(unit.FileNumber, unit.Part, number, reason);
    }
}
