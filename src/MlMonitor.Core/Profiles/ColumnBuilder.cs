using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>Takes the cells of one column.</summary>
/// <param name="name">The column.</param>
/// <param name="role">On which side of the model it stands.</param>
internal sealed class ColumnBuilder(string name, ColumnRole role)
{
    private long _lastRow = -1;
    private long _integral;
    private long _fractional;
    private long _boolean;
    private long _notFinite;
    private long _text;

    /// <summary>The column's numbers.</summary>
    public NumberStore Numbers { get; } = new();

    /// <summary>The column's texts.</summary>
    public TextStore Texts { get; } = new();

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => Numbers.Bytes + Texts.Bytes;

    /// <summary>Takes a cell; a second one in the same row is passed over.</summary>
    /// <param name="row">The number of the row.</param>
    /// <param name="text">The cell as UTF-8.</param>
    /// <param name="kind">In which form it was written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long row, ReadOnlySpan<byte> text, CellKind kind)
    {
        if (kind == CellKind.Missing || row == _lastRow)
            return;
        if (kind is CellKind.Text or CellKind.Number && !text.IsEmpty && (text[0] <= ' ' || text[^1] <= ' '))
            text = CellParser.Trim(text);
        var form = CellParser.Read(text, kind == CellKind.Quoted, out var value);
        if (form == CellForm.Missing)
            return;
        _lastRow = row;
        switch (form)
        {
            case CellForm.Integral:
                _integral++;
                Numbers.Add(value);
                break;
            case CellForm.Fractional:
                _fractional++;
                Numbers.Add(value);
                break;
            case CellForm.NotFinite:
                _notFinite++;
                break;
            default:
                if (form == CellForm.Boolean)
                    _boolean++;
                else
                    _text++;
                Texts.Add(text);
                break;
        }
    }

    /// <summary>Takes a number that has been read; only the first value of a row counts.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">The number.</param>
    /// <param name="isWhole">Whether it was written without a point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long row, double value, bool isWhole)
    {
        if (row == _lastRow)
            return;
        _lastRow = row;
        if (isWhole)
            _integral++;
        else
            _fractional++;
        Numbers.Add(value);
    }

    /// <summary>What was taken.</summary>
    /// <param name="rows">How many rows there were.</param>
    /// <param name="position">The number of the column.</param>
    /// <returns>The profile.</returns>
    public ColumnProfile Build(long rows, int position) => new(name, role, position, rows, Numbers.ToSummary(), Texts.ToSummary())
    {
        IntegralCount = _integral,
        FractionalCount = _fractional,
        BooleanCount = _boolean,
        NotFiniteCount = _notFinite,
        StringCount = _text,
    };
}
