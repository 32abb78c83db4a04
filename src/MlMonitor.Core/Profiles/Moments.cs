using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Count, mean, deviation and extremes of numbers, from sums without rounding: the mean is the double next to the true one,
/// the deviation the root of the variance rounded once, in whatever order numbers were added and parts were merged.
/// </summary>
internal sealed class Moments
{
    private readonly ExactSum _sum;
    private readonly ExactSum _squares;

    /// <summary>Makes the moments of no number.</summary>
    public Moments()
        : this(new ExactSum(), new ExactSum())
    {
    }

    private Moments(ExactSum sum, ExactSum squares)
    {
        _sum = sum;
        _squares = squares;
    }

    /// <summary>How many numbers there were.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest; infinite where there was none.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest; infinite where there was none.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The sum of the numbers, as a whole number of 2^<see cref="ExactSum.LowestExponent"/>.</summary>
    public BigInteger Sum => _sum.ToInteger();

    /// <summary>The sum of their squares, as a whole number of 2^<see cref="ExactSum.LowestExponent"/>.</summary>
    public BigInteger Squares => _squares.ToInteger();

    /// <summary>The mean; null where there was no number.</summary>
    public double? Mean
    {
        get
        {
            if (Count == 0)
                return null;
            var (mantissa, exponent) = ExactRatio.Round(Sum, Count);
            return Math.ScaleB(mantissa, exponent + ExactSum.LowestExponent);
        }
    }

    /// <summary>The sum, as the double next to it.</summary>
    public double Total
    {
        get
        {
            var (mantissa, exponent) = ExactRatio.Round(Sum, 1);
            return Math.ScaleB(mantissa, exponent + ExactSum.LowestExponent);
        }
    }

    /// <summary>The standard deviation of the population (ddof 0), as Model Monitor gives it; null where there was no number.</summary>
    public double? StandardDeviation
    {
        get
        {
            if (Count == 0)
                return null;
            // n * sum(x^2) - sum(x)^2, over n^2. The sum squared counts in 2^(2 * lowest), the squares in 2^lowest.
            BigInteger n = Count;
            var sum = Sum;
            var spread = ((n * Squares) << -ExactSum.LowestExponent) - (sum * sum);
            var (mantissa, exponent) = ExactRatio.Round(spread, n * n);
            exponent += 2 * ExactSum.LowestExponent;
            if (int.IsOddInteger(exponent))
                (mantissa, exponent) = (mantissa * 2, exponent - 1);
            return Math.ScaleB(Math.Sqrt(mantissa), exponent / 2);
        }
    }

    /// <summary>Takes the moments of sorted numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <returns>Their moments.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Of(SortedNumbers numbers)
    {
        var moments = new Moments();
        if (numbers.Counts is { } counts)
        {
            for (var i = 0; i < counts.Length; i++)
                moments.Add(numbers.Values[i], counts[i]);
            return moments;
        }

        foreach (var value in numbers.Values)
            moments.Add(value);
        return moments;
    }

    /// <summary>Puts moments together again that were written down.</summary>
    /// <param name="count">How many numbers there were.</param>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="sum">As <see cref="Sum"/>.</param>
    /// <param name="squares">As <see cref="Squares"/>.</param>
    /// <returns>The moments; null where the sums cannot be ones.</returns>
    public static Moments? Restore(long count, double minimum, double maximum, BigInteger sum, BigInteger squares) =>
        ExactSum.FromInteger(sum) is { } first && ExactSum.FromInteger(squares) is { } second
            ? new Moments(first, second) { Count = count, Minimum = minimum, Maximum = maximum }
            : null;

    /// <summary>Makes moments of what others have told of numbers. Squares are such that the deviation comes out as told.</summary>
    /// <param name="count">How many numbers there were.</param>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="deviation">Their standard deviation as a population.</param>
    /// <returns>The moments; those of no number where the sums are beyond what can be kept.</returns>
    public static Moments FromDeviation(long count, double minimum, double maximum, double sum, double deviation)
    {
        // sum(x^2) = n * deviation^2 + sum(x)^2 / n, in whole units: as doubles a small deviation of large numbers would be lost.
        var (total, spread) = (InUnits(sum), InUnits(deviation));
        var squares = ((count * spread * spread) + (total * total / count)) >> -ExactSum.LowestExponent;
        return Restore(count, minimum, maximum, total, squares) ?? new Moments();
    }

    /// <summary>Adds a number as often as it occurred.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="count">How often.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value, long count = 1)
    {
        _sum.Add(value, count);
        _squares.AddSquare(value, count);
        Count += count;
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>Adds what others were taken of.</summary>
    /// <param name="other">The other moments.</param>
    public void Add(Moments other)
    {
        _sum.Add(other._sum);
        _squares.Add(other._squares);
        Count += other.Count;
        Minimum = Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    private static BigInteger InUnits(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & ((1L << 52) - 1);
        // Below the least exponent there is no hidden bit.
        var whole = (BigInteger)(exponent == 0 ? mantissa : mantissa | (1L << 52)) << (Math.Max(exponent, 1) - 1075 - ExactSum.LowestExponent);
        return bits < 0 ? -whole : whole;
    }
}
