using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Finds the end of a short value of CSV and reads it if it is a plain number, all 16 bytes at once: where values are of all
/// lengths, a processor that goes byte by byte guesses wrong at the end of nearly every one, which costs more than the reading.
/// The digits are read as in Lemire, "Number parsing at a gigabyte per second" (2021): pairs, then fours, then eights.
/// </summary>
internal static class ShortNumber
{
    private const int Width = 16;

    // From byte n on, these say where n digits come from when they are moved to the right end; 0x80 gives zero.
    private static ReadOnlySpan<byte> Rightward =>
    [
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    // From byte n on, these say where bytes come from when n are moved out at the left.
    private static ReadOnlySpan<byte> Leftward =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
    ];

    /// <summary>Reads the value at some place in a row of CSV.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="length">How long it is, up to a comma or the end of a line; -1 where that is not near enough to tell.</param>
    /// <param name="value">The number, rounded as it should be; a zero may have a sign.</param>
    /// <returns>Whether it is a whole number or one with a point; <see cref="CellForm.Missing"/> where it is empty, and <see cref="CellForm.Text"/> where it takes another look to tell.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static CellForm Read(ReadOnlySpan<byte> text, int at, out int length, out double value)
    {
        (length, value) = (-1, 0);
        if (!Sse41.IsSupported || text.Length < Width)
            return CellForm.Text;
        var left = text.Length - at;
        var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)(uint)Math.Min(at, text.Length - Width));
        // Of what is nearer to the end than that, what is before it is moved out; the end of the text ends the value.
        if (left < Width)
            bytes = Ssse3.Shuffle(bytes, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Leftward), (nuint)(uint)(Width - left)));
        var ends = (Vector128.Equals(bytes, Vector128.Create((byte)',')) | Vector128.Equals(bytes, Vector128.Create((byte)'\n')) | Vector128.Equals(bytes, Vector128.Create((byte)'\r')))
            .ExtractMostSignificantBits() | (left < Width ? 1u << left : 0);
        if (ends == 0)
            return CellForm.Text;
        length = BitOperations.TrailingZeroCount(ends);
        if (length == 0)
            return CellForm.Missing;

        var digits = bytes - Vector128.Create((byte)'0');
        var inside = (1u << length) - 1;
        var areDigits = Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits() & inside;
        var points = Vector128.Equals(bytes, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & inside;
        var sign = bytes.ToScalar();
        var signs = sign is (byte)'-' or (byte)'+' ? 1u : 0;
        if ((areDigits | points | signs) != inside || areDigits == 0 || (points & (points - 1)) != 0)
            return CellForm.Text;

        // Without a point it is where no digit is; a sign becomes a leading zero.
        var point = BitOperations.TrailingZeroCount(points | 0x8000_0000);
        var count = length - (points == 0 ? 0 : 1);
        var from = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Rightward), (nuint)(uint)count).AsSByte();
        from -= Vector128.GreaterThan(from, Vector128.Create((sbyte)(point - 1)));
        digits = signs == 0 ? digits : digits.WithElement(0, (byte)0);
        var pairs = Ssse3.MultiplyAddAdjacent(Ssse3.Shuffle(digits, from.AsByte()), Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        var eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create((short)10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1));
        var mantissa = ((ulong)(uint)eights.ToScalar() * 100_000_000) + (uint)eights.GetElement(1);
        if (mantissa > CellParser.ExactMantissa)
            return CellForm.Text;
        var size = mantissa / CellParser.PowerOfTen(points == 0 ? 0 : length - 1 - point);
        value = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(size) | (sign == '-' ? 1UL << 63 : 0));
        return points == 0 ? CellForm.Integral : CellForm.Fractional;
    }
}
