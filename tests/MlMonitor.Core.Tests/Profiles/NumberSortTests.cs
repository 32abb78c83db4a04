using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class NumberSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Numbers_are_sorted_as_comparing_sorts_them(int length)
    {
        var random = new Random(5);
        foreach (var make in new Func<double>[]
        {
            () => (random.NextDouble() - 0.5) * 1e6,
            () => random.Next(-3, 3),
            () => 42,
            () => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) is var value && double.IsFinite(value) ? value : double.Epsilon,
        })
        {
            var values = Enumerable.Range(0, length).Select(_ => make()).ToArray();
            var expected = values.Order().ToArray();
            NumberSort.Sort(values);
            Assert.Equal(expected, values);
        }
    }

    [Fact]
    public void Numbers_that_differ_in_their_last_bits_only_are_told_apart()
    {
        var random = new Random(12);
        // Clusters far apart, of numbers a few units in the last place from each other.
        double[] values = [.. Enumerable.Range(0, 6_000).Select(_ => BitConverter.Int64BitsToDouble(
            BitConverter.DoubleToInt64Bits(Math.Pow(10, random.Next(-200, 200)) * (random.Next(2) == 0 ? -1 : 1)) + random.Next(40)))];
        var expected = values.Order().ToArray();
        NumberSort.Sort(values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Negative_zeros_become_zeros()
    {
        double[] values = [0.0, -0.0, -1];
        NumberSort.Sort(values);
        Assert.All(values[1..], value => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(value)));
    }
}
