using System.Runtime.CompilerServices;
using csFastFloat;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Tells what a cell holds, as Deequ's DataType does (StatefulDataType: an optional sign and digits are integral, with a point
/// fractional, <c>true</c> and <c>false</c> boolean, all else text), with these differences: an exponent makes a fractional,
/// a lone sign or point is text, and NaN and infinities are a kind of their own.
/// </summary>
internal static class CellParser
{
    /// <summary>
    /// The largest mantissa that a double holds exactly: one division by a power of ten that it holds too, or one multiplication,
    /// is then rounded once, as it should be (Clinger, 1990).
    /// </summary>
    public const ulong ExactMantissa = 1UL << 53;

    // So many digits fit a mantissa of 64 bits whatever they are.
    private const int ShortLength = 18;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>A power of ten.</summary>
    /// <param name="exponent">Which: 0 to 22, all of which a double holds exactly.</param>
    /// <returns>The power.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>Reads a cell.</summary>
    /// <param name="text">The cell, without spaces around it.</param>
    /// <param name="quoted">Whether it was in quotation marks: a number with leading zeros is then an identifier, hence text.</param>
    /// <param name="value">The number; 0 where it is none.</param>
    /// <returns>What it holds.</returns>
    // Millions of cells come before the runtime would have seen that this is worth compiling well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static CellForm Read(ReadOnlySpan<byte> text, bool quoted, out double value)
    {
        value = 0;
        if (text.IsEmpty)
            return CellForm.Missing;
        if (text.Length <= ShortLength && ReadShort(text, quoted, ref value) is { } read)
            return read;
        // Nearly every text shows by its first letter that it is none of the words a number may be.
        var first = text[0] | 0x20;
        return first is >= 'a' and <= 'z' and not ('t' or 'f' or 'n' or 'i') ? CellForm.Text : ReadAny(text, quoted, out value);
    }

    /// <summary>Takes the spaces and tabs off both ends.</summary>
    /// <param name="text">The cell.</param>
    /// <returns>What is between them.</returns>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] is (byte)' ' or (byte)'\t')
            text = text[1..];
        while (!text.IsEmpty && text[^1] is (byte)' ' or (byte)'\t')
            text = text[..^1];
        return text;
    }

    /// <summary>A few digits with a point at most: null where it is anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CellForm? ReadShort(ReadOnlySpan<byte> text, bool quoted, ref double value)
    {
        var start = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        if (quoted && start + 1 < text.Length && text[start] == '0')
            return null;
        ulong mantissa = 0;
        var point = -1;
        for (var at = start; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
                mantissa = (mantissa * 10) + digit;
            else if (text[at] == '.' && point < 0)
                point = at;
            else
                return null;
        }

        var digits = text.Length - start - (point < 0 ? 0 : 1);
        if (digits == 0 || mantissa > ExactMantissa)
            return null;
        if (mantissa > 0)
        {
            value = point < 0 ? mantissa : mantissa / Powers[text.Length - 1 - point];
            if (text[0] == '-')
                value = -value;
        }

        return point < 0 ? CellForm.Integral : CellForm.Fractional;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static CellForm ReadAny(ReadOnlySpan<byte> text, bool quoted, out double value)
    {
        value = 0;
        var at = 0;
        var negative = text[0] == '-';
        if (negative || text[0] == '+')
            at = 1;
        if (quoted && at + 1 < text.Length && text[at] == '0' && IsDigit(text[at + 1]))
            return CellForm.Text;

        var start = at;
        ulong mantissa = 0;
        var digits = 0;
        for (; at < text.Length && IsDigit(text[at]); at++)
            Append(text[at], ref mantissa, ref digits);
        var written = at - start;
        var exponent = 0;
        var form = CellForm.Integral;
        if (at < text.Length && text[at] == '.')
        {
            form = CellForm.Fractional;
            start = ++at;
            for (; at < text.Length && IsDigit(text[at]); at++)
                Append(text[at], ref mantissa, ref digits);
            written += at - start;
            exponent = start - at;
        }

        if (written == 0)
            return ReadWord(text);
        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            form = CellForm.Fractional;
            if (!TryReadExponent(text[(at + 1)..], ref exponent))
                return CellForm.Text;
            at = text.Length;
        }

        if (at < text.Length)
            return CellForm.Text;
        if (mantissa == 0)
            return form;
        if (digits <= 19 && mantissa <= ExactMantissa && exponent is >= -22 and <= 22)
        {
            value = exponent < 0 ? mantissa / Powers[-exponent] : mantissa * Powers[exponent];
            if (negative)
                value = -value;
            return form;
        }

        return ReadSlowly(text, form, out value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte letter) => (uint)(letter - '0') <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(byte letter, ref ulong mantissa, ref int digits)
    {
        if (mantissa == 0 && letter == '0')
            return;
        // Beyond 19 digits the mantissa wraps; the count then sends the number the slow way.
        mantissa = (mantissa * 10) + (ulong)(letter - '0');
        digits++;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int exponent)
    {
        var at = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        if (at == text.Length)
            return false;
        var read = 0;
        var first = at;
        for (; at < text.Length; at++)
        {
            if (!IsDigit(text[at]))
                return false;
            read = Math.Min(99_999, (read * 10) + text[at] - '0');
        }

        exponent += first == 1 && text[0] == '-' ? -read : read;
        return true;
    }

    private static CellForm ReadSlowly(ReadOnlySpan<byte> text, CellForm form, out double value)
    {
        // Scores are often written with all 17 digits: this reads them in under half the time of Utf8Parser. It takes no plus.
        if (!FastDoubleParser.TryParseDouble(text[0] == '+' ? text[1..] : text, out value))
            return CellForm.Text;
        return double.IsFinite(value) ? form : CellForm.NotFinite;
    }

    private static CellForm ReadWord(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8))
            return CellForm.Boolean;
        if (text.Length > 9)
            return CellForm.Text;
        var word = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return System.Text.Ascii.EqualsIgnoreCase(word, "nan"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "inf"u8)
            || System.Text.Ascii.EqualsIgnoreCase(word, "infinity"u8)
            ? CellForm.NotFinite
            : CellForm.Text;
    }
}
