using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>Where a value lies.</summary>
/// <param name="Start">Its place in the payload; below zero, the complement of its place among what had to be unescaped.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Column">The number of its place in the row; below zero, the complement of the number of its name.</param>
/// <param name="Kind">In which form it was written.</param>
internal readonly record struct PayloadCell(int Start, int Length, int Column, CellKind Kind)
{
    /// <summary>What its reader found it to be; <see cref="CellForm.Text"/> where it did not look.</summary>
    public CellForm Form { get; init; } = CellForm.Text;

    /// <summary>The number, where it is one that its reader has read.</summary>
    public double Number { get; init; }

    /// <summary>Whether it is a number that its reader has read.</summary>
    public bool IsNumber => Form is CellForm.Integral or CellForm.Fractional;

    /// <summary>Whether the value is told by its place and not by its name.</summary>
    public bool IsPlaced => Column >= 0;
}

/// <summary>The values of one payload, row after row, as places in it: what a row holds is known whole before any of it is passed on.</summary>
internal sealed class PayloadCells
{
    private PayloadCell[] _cells = new PayloadCell[64];
    private int[] _rowEnds = new int[8];
    private byte[] _unescaped = [];
    private int _unescapedLength;

    /// <summary>The names of columns seen so far.</summary>
    public ColumnNames Names { get; } = new();

    /// <summary>How many rows are complete.</summary>
    public int RowCount { get; private set; }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The values of a row.</summary>
    public ReadOnlySpan<PayloadCell> Row(int row)
    {
        var begin = row == 0 ? 0 : _rowEnds[row - 1];
        return _cells.AsSpan(begin, _rowEnds[row] - begin);
    }

    /// <summary>The text of a value.</summary>
    public ReadOnlySpan<byte> Text(in PayloadCell cell, ReadOnlySpan<byte> payload) =>
        cell.Start >= 0 ? payload.Slice(cell.Start, cell.Length) : _unescaped.AsSpan(~cell.Start, cell.Length);

    /// <summary>Begins anew; names stay known.</summary>
    public void Clear() => (Count, RowCount, _unescapedLength) = (0, 0, 0);

    /// <summary>Takes a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int start, int length, int column, CellKind kind, CellForm form = CellForm.Text, double number = 0)
    {
        if (Count == _cells.Length)
            Array.Resize(ref _cells, Count * 2);
        _cells[Count++] = new PayloadCell(start, length, column, kind) { Form = form, Number = number };
    }

    /// <summary>Ends a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void EndRow()
    {
        if (RowCount == _rowEnds.Length)
            Array.Resize(ref _rowEnds, RowCount * 2);
        _rowEnds[RowCount++] = Count;
    }

    /// <summary>Forgets the values after the first so many.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Gives a value of a row begun another column.</summary>
    public void Rename(int cell, int column) => _cells[cell] = _cells[cell] with { Column = column };

    /// <summary>Makes of one row of values as many rows of one value: some containers answer many rows on one line.</summary>
    public void Transpose()
    {
        var count = Count;
        RowCount = 0;
        for (Count = 0; Count < count;)
        {
            Rename(Count++, 0);
            EndRow();
        }
    }

    /// <summary>Room for a value without its escapes.</summary>
    /// <param name="most">How long it is at most.</param>
    /// <param name="start">The start to give to the cell.</param>
    public Span<byte> Unescaped(int most, out int start)
    {
        if (_unescaped.Length - _unescapedLength < most)
            Array.Resize(ref _unescaped, Math.Max(_unescaped.Length * 2, _unescapedLength + most + 1024));
        start = ~_unescapedLength;
        return _unescaped.AsSpan(_unescapedLength, most);
    }

    /// <summary>Keeps so much of the room that was given last.</summary>
    public void Keep(int length) => _unescapedLength += length;
}
