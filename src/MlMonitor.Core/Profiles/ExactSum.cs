using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// A sum of doubles, or of their squares, without any rounding, so that the order of adding does not matter: a fixed-point
/// number wide enough for every double, in words of 32 bits whose carries are let run only now and then. After the small
/// superaccumulator of R. M. Neal, "Fast exact summation using small and large superaccumulators" (2015), widened to squares.
/// </summary>
internal sealed class ExactSum
{
    /// <summary>The power of two of the lowest bit: the square of the smallest subnormal number is 2^-2148.</summary>
    public const int LowestExponent = -2176;

    // From 2^-2176 to above 2^2048 * 2^64.
    private const int Words = (2176 + 2048 + 128) / 32;

    // A word takes up to 2^32 an addition and holds 2^63.
    private const int AdditionsBeforeCarry = 1 << 30;

    private readonly long[] _words = new long[Words];
    private int _additions;

    /// <summary>How many bytes it takes.</summary>
    public static long Bytes => Words * 8;

    /// <summary>Adds a number as often as it occurred.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="count">How often; not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value, long count = 1)
    {
        var (mantissa, exponent) = Split(value);
        Add(Math.BigMul(mantissa, (ulong)count, out var low), low, exponent, value < 0);
    }

    /// <summary>Adds the square of a number as often as it occurred.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="count">How often; not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSquare(double value, long count = 1)
    {
        var (mantissa, exponent) = Split(value);
        var high = Math.BigMul(mantissa, mantissa, out var low);
        // A square has up to 106 bits, which leaves room for 21 bits of the count at a time.
        for (var shift = 0; count > 0; shift += 21, count >>= 21)
        {
            var part = new UInt128(high, low) * (ulong)(count & 0x1F_FFFF);
            Add((ulong)(part >> 64), (ulong)part, (2 * exponent) + shift, false);
        }
    }

    /// <summary>Adds what another sum holds.</summary>
    /// <param name="other">The other sum.</param>
    public void Add(ExactSum other)
    {
        Carry();
        other.Carry();
        for (var i = 0; i < Words; i++)
            _words[i] += other._words[i];
        Carry();
    }

    /// <summary>The sum as a whole number of 2^<see cref="LowestExponent"/>.</summary>
    /// <returns>The sum.</returns>
    public BigInteger ToInteger()
    {
        Carry();
        // All words but the last are then unsigned words of 32 bits; the last carries the sign.
        Span<byte> bytes = stackalloc byte[(Words * 4) + 4];
        for (var i = 0; i < Words - 1; i++)
            BitConverter.TryWriteBytes(bytes[(i * 4)..], (uint)_words[i]);
        BitConverter.TryWriteBytes(bytes[((Words - 1) * 4)..], _words[^1]);
        return new BigInteger(bytes, isUnsigned: false, isBigEndian: false);
    }

    /// <summary>What <see cref="ToInteger"/> was made from.</summary>
    /// <param name="integer">The sum.</param>
    /// <returns>The same sum; null where the number is too large to be one.</returns>
    public static ExactSum? FromInteger(BigInteger integer)
    {
        Span<byte> bytes = stackalloc byte[(Words * 4) + 4];
        if (!integer.TryWriteBytes(bytes, out var written))
            return null;
        bytes[written..].Fill(integer.Sign < 0 ? (byte)0xFF : (byte)0);
        var sum = new ExactSum();
        for (var i = 0; i < Words - 1; i++)
            sum._words[i] = BitConverter.ToUInt32(bytes[(i * 4)..]);
        sum._words[^1] = BitConverter.ToInt64(bytes[((Words - 1) * 4)..]);
        return sum;
    }

    private static (ulong Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | (1UL << 52), exponent - 1075);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ulong high, ulong low, int exponent, bool negative)
    {
        var position = exponent - LowestExponent;
        var word = position >> 5;
        var shift = position & 31;
        // 128 bits shifted by up to 31 lie in five words.
        var lower = new UInt128(high, low) << shift;
        var top = shift == 0 ? 0 : (long)(high >> (64 - shift));
        var middle = (ulong)(lower >> 64);
        var bottom = (ulong)lower;
        var words = _words.AsSpan(word, 5);
        if (negative)
        {
            words[0] -= (uint)bottom;
            words[1] -= (long)(bottom >> 32);
            words[2] -= (uint)middle;
            words[3] -= (long)(middle >> 32);
            words[4] -= top;
        }
        else
        {
            words[0] += (uint)bottom;
            words[1] += (long)(bottom >> 32);
            words[2] += (uint)middle;
            words[3] += (long)(middle >> 32);
            words[4] += top;
        }

        if (++_additions >= AdditionsBeforeCarry)
            Carry();
    }

    private void Carry()
    {
        for (var i = 0; i < Words - 1; i++)
        {
            var carry = _words[i] >> 32;
            _words[i] -= carry << 32;
            _words[i + 1] += carry;
        }

        _additions = 0;
    }
}
