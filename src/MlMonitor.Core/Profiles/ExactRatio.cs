using System.Numerics;

namespace MlMonitor.Core.Profiles;

/// <summary>A quotient of whole numbers, rounded once.</summary>
internal static class ExactRatio
{
    // Two bits more than a double holds; whether anything was cut off goes into the last, so that halves round to even.
    private const int Precision = 55;

    /// <summary>Divides.</summary>
    /// <param name="numerator">What is divided.</param>
    /// <param name="denominator">By what; above zero.</param>
    /// <returns>The quotient is the mantissa, a double, times 2 to the exponent.</returns>
    public static (double Mantissa, int Exponent) Round(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
            return (0, 0);
        var size = BigInteger.Abs(numerator);
        var shift = Precision + 1 - (int)(size.GetBitLength() - denominator.GetBitLength());
        var quotient = shift >= 0
            ? BigInteger.DivRem(size << shift, denominator, out var rest)
            : BigInteger.DivRem(size, denominator << -shift, out rest);
        // 56 or 57 bits: well inside a long, whose conversion to double rounds to the nearest, halves to even.
        var mantissa = (double)((long)quotient | (rest.IsZero ? 0L : 1L));
        return (numerator.Sign < 0 ? -mantissa : mantissa, -shift);
    }
}
