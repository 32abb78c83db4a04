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
    public void Negative_zeros_become_zeros()
    {
        double[] values = [0.0, -0.0, -1];
        NumberSort.Sort(values);
        Assert.All(values[1..], value => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(value)));
    }
}
