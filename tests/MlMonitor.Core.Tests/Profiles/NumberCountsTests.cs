using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class NumberCountsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(600)]
    [InlineData(20_000)]
    public void Numbers_are_counted_whatever_the_size_of_the_table(int different)
    {
        var random = new Random(9);
        double[] values = [.. Enumerable.Range(0, 60_000).Select(_ => (random.Next(different) - (different / 2)) / 8.0)];
        var counts = new NumberCounts();
        foreach (var part in values.Chunk(7_000))
            counts.Add(part);

        var expected = values.CountBy(value => value + 0.0).OrderBy(pair => pair.Key).ToList();
        Assert.Equal(expected.Count, counts.Distinct);
        Assert.Equal(expected.Select(pair => (pair.Key, (long)pair.Value)), counts.ToSorted().Runs());
    }

    [Fact]
    public void A_negative_zero_is_a_zero()
    {
        var counts = new NumberCounts();
        counts.Add([0.0, -0.0]);
        Assert.Equal([(0.0, 2L)], counts.ToSorted().Runs());
    }
}
