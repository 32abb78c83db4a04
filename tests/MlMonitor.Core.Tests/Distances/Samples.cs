using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>Distributions of a few values, and samples drawn with a seed.</summary>
internal static class Samples
{
    public static NumericDistribution Of(params double[] sample)
    {
        var groups = sample.GroupBy(v => v).OrderBy(g => g.Key).ToArray();
        return new NumericDistribution([.. groups.Select(g => g.Key)], [.. groups.Select(g => g.LongCount())]);
    }

    public static CategoryDistribution Texts(params (string Text, long Count)[] counts) =>
        new(counts.ToDictionary(c => c.Text, c => c.Count), counts.Sum(c => c.Count));

    /// <summary>Values on a grid, so that there are ties within a sample and between samples.</summary>
    public static double[] Draw(Random random, int count, double offset = 0, int grid = 12) =>
        [.. Enumerable.Range(0, count).Select(_ => offset + random.Next(grid) + (random.NextDouble() < 0.3 ? random.NextDouble() : 0))];

    /// <summary>Shares of a number of bins, some of them empty.</summary>
    public static double[] DrawShares(Random random, int bins)
    {
        var shares = Enumerable.Range(0, bins).Select(_ => random.NextDouble() < 0.2 ? 0 : random.NextDouble()).ToArray();
        shares[random.Next(bins)] += 0.1;
        var sum = shares.Sum();
        return [.. shares.Select(s => s / sum)];
    }

    /// <summary>Whether a number agrees with another to 1e-9 of it.</summary>
    public static void Near(double expected, double? actual, string what)
    {
        Assert.True(actual is not null, $"{what}: nothing, not {expected}");
        var agrees = expected.Equals(actual.Value) || Math.Abs(actual.Value - expected) <= 1e-9 * Math.Abs(expected);
        Assert.True(agrees, $"{what}: {actual:R}, not {expected:R}");
    }
}
