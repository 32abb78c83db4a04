using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class KllSketchTests
{
    private const int Size = 200;
    private const int Length = 30_000;
    private const int Rounds = 40;

    public static TheoryData<string, bool> Cases()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in new[] { "sorted", "reversed", "random", "heavy tails", "few distinct", "mostly zero", "zigzag" })
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranks_are_within_the_bound_that_is_stated(string distribution, bool merged)
    {
        var bound = KllSketch.RankErrorOf(Size);
        var asked = 0;
        var missed = 0;
        var worst = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var values = Make(distribution, random);
            var sketch = merged ? MergeInARandomTree(values, random) : Sketch(values, (ulong)round);
            Assert.Equal(values.Length, sketch.Count);
            var made = sketch.ToDistribution();
            Assert.Equal(values.Length, made.Count);
            Assert.Equal(bound, made.RankError);
            Array.Sort(values);
            for (var part = 1; part < 20; part++)
            {
                var value = values[values.Length * part / 20];
                var error = Math.Abs(RankIn(made, value) - Rank(values, value)) / values.Length;
                asked++;
                missed += error > bound ? 1 : 0;
                worst = Math.Max(worst, error);
            }
        }

        // 99 % of 760 answers, which hang together within a round: 2 % leaves room for chance, three times the bound for none.
        Assert.True(missed <= asked * 0.02, $"{missed} of {asked} ranks are off by more than {bound:P2}; the worst by {worst:P2}.");
        Assert.True(worst < 3 * bound, $"A rank is off by {worst:P2}.");
    }

    [Fact]
    public void The_size_by_default_keeps_ranks_within_seven_in_ten_thousand() =>
        // 2.296 / 4096^0.9723, by hand.
        Assert.Equal(0.000706, KllSketch.RankErrorOf(ProfileOptions.Default.SketchSize), 6);

    [Fact]
    public void A_sketch_stays_small()
    {
        var sketch = Sketch([.. Enumerable.Range(0, 1_000_000).Select(i => (double)i)], 1);
        Assert.InRange(sketch.Held, Size, 4 * Size);
    }

    [Fact]
    public void What_fits_is_exact()
    {
        var made = Sketch([3, 1, 2, 3], 1).ToDistribution();
        Assert.True(made.IsExact);
        Assert.Equal([1.0, 2.0, 3.0], made.Values.ToArray());
        Assert.Equal([1L, 1L, 2L], made.Counts.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_sketch()
    {
        double[] values = Make("random", new Random(3));
        Assert.Equal(Sketch(values, 9).ToDistribution().Values.ToArray(), Sketch(values, 9).ToDistribution().Values.ToArray());
        Assert.NotEqual(Sketch(values, 9).ToDistribution().Values.ToArray(), Sketch(values, 10).ToDistribution().Values.ToArray());
    }

    [Fact]
    public void A_number_that_occurred_often_keeps_its_weight()
    {
        var sketch = new KllSketch(Size, 1);
        sketch.Add(5, 1_000_003);
        sketch.Add(7, 999_999);
        var made = sketch.ToDistribution();
        Assert.Equal([1_000_003L, 999_999L], made.Counts.ToArray());
    }

    private static KllSketch Sketch(double[] values, ulong seed)
    {
        var sketch = new KllSketch(Size, seed);
        foreach (var value in values)
            sketch.Add(value);
        return sketch;
    }

    private static KllSketch MergeInARandomTree(double[] values, Random random)
    {
        var parts = new List<KllSketch>();
        for (var start = 0; start < values.Length;)
        {
            var length = Math.Min(values.Length - start, 1 + random.Next(random.Next(2) == 0 ? 50 : 3000));
            parts.Add(Sketch(values[start..(start + length)], (ulong)random.NextInt64()));
            start += length;
        }

        while (parts.Count > 1)
        {
            var into = parts[random.Next(parts.Count)];
            var from = parts[random.Next(parts.Count)];
            if (ReferenceEquals(into, from))
                continue;
            into.Add(from);
            parts.Remove(from);
        }

        return parts[0];
    }

    private static double[] Make(string distribution, Random random) => distribution switch
    {
        "sorted" => [.. Enumerable.Range(0, Length).Select(i => (double)i)],
        "reversed" => [.. Enumerable.Range(0, Length).Select(i => (double)-i)],
        "random" => [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble())],
        "heavy tails" => [.. Enumerable.Range(0, Length).Select(_ => Math.Tan(Math.PI * (random.NextDouble() - 0.5)))],
        "few distinct" => [.. Enumerable.Range(0, Length).Select(_ => (double)random.Next(7))],
        "mostly zero" => [.. Enumerable.Range(0, Length).Select(_ => random.Next(10) < 8 ? 0 : random.NextDouble())],
        _ => [.. Enumerable.Range(0, Length).Select(i => i % 2 == 0 ? i : (double)-i)],
    };

    private static long Rank(double[] sorted, double value) => sorted.Count(other => other <= value);

    private static long RankIn(NumericDistribution made, double value)
    {
        long rank = 0;
        for (var i = 0; i < made.Values.Length && made.Values.Span[i] <= value; i++)
            rank += made.Counts.Span[i];
        return rank;
    }
}
