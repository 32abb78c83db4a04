using System.Runtime.CompilerServices;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Datasets;

/// <summary>What became of looking for a row.</summary>
internal enum CsvOutcome
{
    /// <summary>There is a row.</summary>
    Row,

    /// <summary>The row may go on in what has not been read yet.</summary>
    NeedsMore,

    /// <summary>It is no row of CSV.</summary>
    Damaged,
}

/// <summary>
/// Finds the fields of one row of CSV as RFC 4180 has it, in UTF-8 where it lies: quotation marks, marks in them doubled, new
/// lines in them. Our own, since a profile takes UTF-8 and wants to know what was quoted; libraries give UTF-16 without.
/// </summary>
internal sealed class CsvRow
{
    private Field[] _fields = new Field[32];

    /// <summary>Why it is none.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>How many bytes it takes, the end of its line with it.</summary>
    public int Length { get; private set; }

    /// <summary>How many fields it has.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it is an empty line.</summary>
    public bool IsBlank => Count == 1 && _fields[0] is { Length: 0, IsQuoted: false };

    /// <summary>Finds the row at the beginning of some text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether nothing comes after it.</param>
    /// <returns>What became of it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CsvOutcome Find(ReadOnlySpan<byte> text, bool isEnd)
    {
        Count = 0;
        for (var at = 0; ;)
        {
            var field = at < text.Length && text[at] == '"' ? Quoted(text, at) : Plain(text, at);
            if (field.End < 0 || (field.End == text.Length && !isEnd))
                return isEnd ? Damaged("a quotation mark is not closed") : CsvOutcome.NeedsMore;
            if (Count == _fields.Length)
                Array.Resize(ref _fields, Count * 2);
            _fields[Count++] = field;
            at = field.End;
            if (at == text.Length)
                return Found(at);
            switch (text[at])
            {
                case (byte)',':
                    at++;
                    break;
                case (byte)'\n':
                    return Found(at + 1);
                case (byte)'\r':
                    // The LF after it may be in what is not read yet.
                    if (at + 1 == text.Length && !isEnd)
                        return CsvOutcome.NeedsMore;
                    return Found(at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1);
                default:
                    return Damaged("text follows a closing quotation mark");
            }
        }
    }

    /// <summary>A field as it is meant.</summary>
    /// <param name="text">The text the row was found in.</param>
    /// <param name="index">Which field.</param>
    /// <param name="scratch">Grows to hold fields with quotation marks in them.</param>
    /// <param name="kind">In which form it was written.</param>
    /// <returns>The field, valid until the next is asked for.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, int index, ref byte[] scratch, out CellKind kind)
    {
        var field = _fields[index];
        var value = text.Slice(field.Start, field.Length);
        kind = field.IsQuoted ? CellKind.Quoted : value.IsEmpty ? CellKind.Missing : CellKind.Text;
        if (!field.IsDoubled)
            return value;
        if (scratch.Length < value.Length)
            scratch = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            scratch[length++] = value[i];
            if (value[i] == '"')
                i++;
        }

        return scratch.AsSpan(0, length);
    }

    /// <summary>The number that a field was found to be when it was looked for.</summary>
    /// <param name="index">Which field.</param>
    /// <param name="value">The number.</param>
    /// <param name="isWhole">Whether it is written without a point.</param>
    /// <returns>Whether it is a number; false also where it takes another look to tell.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNumber(int index, out double value, out bool isWhole)
    {
        ref readonly var field = ref _fields[index];
        (value, isWhole) = (field.Number, field.Form == CellForm.Integral);
        return field.Form is CellForm.Integral or CellForm.Fractional;
    }

    /// <summary>All fields as strings.</summary>
    /// <param name="text">The text the row was found in.</param>
    /// <returns>The strings.</returns>
    public string[] ToStrings(ReadOnlySpan<byte> text)
    {
        byte[] scratch = [];
        var all = new string[Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = Encoding.UTF8.GetString(Value(text, i, ref scratch, out _)).Trim();
        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Field Plain(ReadOnlySpan<byte> text, int at)
    {
        var form = ShortNumber.Read(text, at, out var length, out var number);
        if (length < 0)
            length = text[at..].IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
        if (length < 0)
            length = text.Length - at;
        return new Field(at, length, at + length, IsQuoted: false, IsDoubled: false, form, number);
    }

    private static Field Quoted(ReadOnlySpan<byte> text, int at)
    {
        var start = at + 1;
        var isDoubled = false;
        for (var end = start; ;)
        {
            var next = text[end..].IndexOf((byte)'"');
            if (next < 0)
                return new Field(start, 0, -1, IsQuoted: true, isDoubled);
            end += next;
            if (end + 1 == text.Length || text[end + 1] != '"')
                return new Field(start, end - start, end + 1, IsQuoted: true, isDoubled);
            isDoubled = true;
            end += 2;
        }
    }

    private CsvOutcome Found(int length)
    {
        Length = length;
        return CsvOutcome.Row;
    }

    private CsvOutcome Damaged(string reason)
    {
        Reason = reason;
        return CsvOutcome.Damaged;
    }

    private readonly record struct Field(int Start, int Length, int End, bool IsQuoted, bool IsDoubled, CellForm Form = CellForm.Text, double Number = 0);
}
