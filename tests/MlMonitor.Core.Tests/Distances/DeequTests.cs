using MlMonitor.Core.Distances;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>The numbers of Deequ's own tests (DistanceTest and KLLDistanceTest of awslabs/deequ).</summary>
public sealed class DeequTests
{
    private static readonly (string, long)[] Sample = [("a", 207), ("b", 20), ("c", 25), ("d", 14), ("e", 25), ("g", 13)];
    private static readonly (string, long)[] Other = [("a", 22), ("b", 20), ("c", 25), ("d", 12), ("e", 13), ("f", 15)];

    [Fact]
    public void One_of_four_values_moved_is_a_quarter_and_nothing_where_chance_is_taken_off()
    {
        var result = KolmogorovSmirnov.Compare(Of(1, 2, 3, 4), Of(2, 3, 4, 5))!.Value;

        Assert.Equal((0.25, 0), (result.Statistic, result.Robust()));
    }

    [Fact]
    public void L_infinity_is_the_largest_difference_of_shares()
    {
        var baseline = Texts(("a", 10), ("b", 20), ("c", 25), ("d", 10), ("e", 5));

        Near(0.06015037593984962, LInfinity.Compare(baseline, Texts(("a", 11), ("b", 20), ("c", 25), ("d", 10), ("e", 10)))?.Statistic, "seen");
    }

    [Fact]
    public void L_infinity_counts_what_only_one_side_has()
    {
        Near(
            0.2857142857142857,
            LInfinity.Compare(Texts(("a", 10), ("b", 20), ("c", 25), ("d", 10), ("e", 5)), Texts(("f", 11), ("a", 20), ("c", 25), ("d", 10), ("e", 10)))?.Statistic,
            "unseen");
    }

    [Theory]
    [InlineData(0.003, 0.2726338046550349)]
    [InlineData(0.1, 0.33774199396969184)]
    public void L_infinity_takes_off_what_chance_may_make_at_a_level(double alpha, double expected) =>
        Near(expected, LInfinity.Compare(Texts(Sample), Texts(Other))!.Value.Robust(alpha), "robust");

    [Theory]
    // sample, baseline, statistic, p
    [InlineData("a207 b20 c25 d14 e25", "a223 b20 c25 d12 e13", null, 0.013227994814265176)]
    [InlineData("a207 b20 c25 d14 e25 g13", "a223 b20 c25 d12 e13 f15", 28.175042782458068, 3.3640191298478506E-5)]
    [InlineData("a100 b20 c25 d10 e5 f2", "a100 b22 c25 d5 e13 f2", 8.789790456457125, null)]
    [InlineData("a100 b40 c30 d10", "a100 b40 c30 e4", 0.38754325259515626, null)]
    [InlineData("a100 b4 c3 d27", "a100 b4 c3 d34", 1.1507901668129925, null)]
    [InlineData("a30", "a20 b20", null, 4.3204630539861455E-8)]
    public void Chi_squared_as_Deequ_has_it_scales_ignores_the_unseen_and_regroups(string sample, string baseline, double? statistic, double? p)
    {
        var result = ChiSquared.CompareAsDeequ(Parse(baseline), Parse(sample))!.Value;

        if (statistic is { } expected)
            Near(expected, result.Statistic, "statistic");
        if (p is { } chance)
            Near(chance, result.PValue(), "p");
        Assert.True(result.Statistic > 0);
    }

    [Fact]
    public void Chi_squared_as_Deequ_has_it_gives_nothing_where_one_category_is_left()
    {
        Assert.Null(ChiSquared.CompareAsDeequ(Parse("a100 b3"), Parse("a90 b9")));
        Assert.Null(ChiSquared.CompareAsDeequ(Parse("a100"), Parse("a90 b9")));
        Assert.Null(ChiSquared.CompareAsDeequ(Parse("a100 b100"), Parse("c5")));
        Assert.Null(ChiSquared.CompareAsDeequ(Texts(), Parse("a90 b9")));
    }

    [Fact]
    public void The_stability_index_of_prepared_buckets_needs_no_rule_for_empty_ones() =>
        Near(
            0.007406694184014186,
            PopulationStabilityIndex.Of(
                [428, 425, 414, 427, 440, 447, 380, 386, 444, 386], [426, 437, 429, 391, 469, 433, 360, 443, 371, 418], epsilon: null),
            "PSI");

    private static Core.Profiles.CategoryDistribution Parse(string counts) =>
        Texts([.. counts.Split(' ').Select(c => (c[..1], long.Parse(c[1..], System.Globalization.CultureInfo.InvariantCulture)))]);
}
