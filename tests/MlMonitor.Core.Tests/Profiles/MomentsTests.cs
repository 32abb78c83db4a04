using System.Numerics;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class MomentsTests
{
    [Fact]
    public void Nothing_is_lost_between_the_largest_and_the_smallest_number()
    {
        var sum = new ExactSum();
        foreach (var value in new[] { 1e308, 1, double.Epsilon, -1e308, -1 })
            sum.Add(value);
        // What is left is 2^-1074.
        Assert.Equal(BigInteger.One << (-1074 - ExactSum.LowestExponent), sum.ToInteger());
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-1.5)]
    [InlineData(0.1)]
    public void A_square_times_a_count_is_exact(double value)
    {
        const long Count = 9_876_543_210_123;
        var sum = new ExactSum();
        sum.AddSquare(value, Count);
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        BigInteger mantissa = exponent == 0 ? bits : (bits & 0xF_FFFF_FFFF_FFFF) | (1L << 52);
        var power = 2 * (Math.Max(exponent, 1) - 1075);
        Assert.Equal((mantissa * mantissa * Count) << (power - ExactSum.LowestExponent), sum.ToInteger());
    }

    [Fact]
    public void A_sum_comes_back_from_its_integer()
    {
        foreach (var value in new[] { 0, -1.5, 1e300, -double.Epsilon })
        {
            var sum = new ExactSum();
            sum.Add(value, 3);
            Assert.Equal(sum.ToInteger(), ExactSum.FromInteger(sum.ToInteger())!.ToInteger());
        }
    }

    [Fact]
    public void The_order_of_adding_and_merging_does_not_show()
    {
        var random = new Random(11);
        var values = Enumerable.Range(0, 3000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))).ToArray();
        var one = Of(values);
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(values);
            var cut = random.Next(values.Length);
            var parts = Of(values[cut..]);
            parts.Add(Of(values[..cut]));
            Assert.Equal(one.Mean, parts.Mean);
            Assert.Equal(one.StandardDeviation, parts.StandardDeviation);
        }
    }

    [Fact]
    public void Numbers_whose_squares_no_double_holds_have_a_deviation()
    {
        // Of a and -a it is a.
        Assert.Equal(1e200, Of([1e200, -1e200]).StandardDeviation!.Value, 1e186);
        Assert.Equal(1e-200, Of([1e-200, -1e-200]).StandardDeviation!.Value, 1e-214);
        Assert.Equal(0, Of([0.1, 0.1, 0.1]).StandardDeviation);
        Assert.Null(Of([]).Mean);
    }

    private static Moments Of(double[] values)
    {
        var moments = new Moments();
        foreach (var value in values)
            moments.Add(value);
        return moments;
    }
}
