using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>Empty, constant, unseen, not a number: an answer for each.</summary>
public sealed class DistanceEdgeCaseTests
{
    private static readonly NumericDistribution Empty = Of();
    private static readonly CategoryDistribution NoTexts = Texts();

    [Fact]
    public void An_empty_side_gives_no_number()
    {
        Assert.Null(KolmogorovSmirnov.Compare(Empty, Of(1)));
        Assert.Null(KolmogorovSmirnov.Compare(Of(1), Empty));
        Assert.Null(Wasserstein.Distance(Empty, Of(1)));
        Assert.Null(Wasserstein.Normed(Of(1), Empty));
        Assert.Null(LInfinity.Compare(NoTexts, Texts(("a", 1))));
        Assert.Null(LInfinity.Compare(Texts(("a", 1)), NoTexts));
        Assert.Null(ChiSquared.Compare(Texts(("a", 1), ("b", 1)), NoTexts));
        Assert.Null(TwoProportions.Compare(0, 0, 1, 5));
        Assert.Null(NumericBinning.Of(Empty));
        Assert.Null(CategoryBinning.Compare(NoTexts, Texts(("a", 1))));
        Assert.Null(DetectableDistance.Of(0, 100));
        Assert.Null(JensenShannon.Distance([0, 0], [1, 1]));
        Assert.Null(Hellinger.Distance([], []));
        Assert.Null(TotalVariation.Distance([1, 1], [0, 0]));
        Assert.Null(KullbackLeibler.Divergence([1], [0]));
        Assert.Null(PopulationStabilityIndex.Of([0], [3]));
        Assert.Null(Empty.Mean() ?? Empty.StandardDeviation() ?? Empty.Quantile(0.5) ?? Empty.CumulativeAt(1) ?? Empty.Minimum() ?? Empty.Maximum());
    }

    [Fact]
    public void Constants_are_alike_if_they_are_equal_and_apart_if_not()
    {
        Assert.Equal(0, KolmogorovSmirnov.Compare(Of(5, 5), Of(5))!.Value.Statistic);
        Assert.Equal((1.0, 1, 5.0), (KolmogorovSmirnov.Compare(Of(5, 5), Of(6))!.Value is var ks ? (ks.Statistic, ks.Sign, ks.Location) : default));
        Assert.Equal(0, Wasserstein.Normed(Of(5, 5), Of(5)));
        // The deviation of a constant baseline is taken for 0.001.
        Assert.Equal(2000, Wasserstein.Normed(Of(5, 5), Of(7))!.Value, 1e-9);
        Assert.Null(ChiSquared.Compare(Texts(("a", 9)), Texts(("a", 4))));
        Assert.Equal(0, LInfinity.Compare(Texts(("a", 9)), Texts(("a", 4)))!.Value.Statistic);
    }

    [Theory]
    [InlineData(BinRule.Auto)]
    [InlineData(BinRule.Quantiles)]
    [InlineData(BinRule.EqualWidth)]
    [InlineData(BinRule.EachValue)]
    public void A_constant_baseline_is_one_bin_with_room_on_both_sides(BinRule rule)
    {
        var bins = NumericBinning.Of(Of(5, 5, 5), rule)!.Compare(Of(4, 5, 5, 6, 7)).Bins.Where(b => b.Kind != MlDriftBinKind.Unseen).ToArray();

        Assert.Equal(["below 5", "5", "above 5"], bins.Select(b => b.Label));
        Assert.Equal([0, 1, 0], bins.Select(b => b.BaselineShare));
        Assert.Equal([0.2, 0.4, 0.4], bins.Select(b => b.CurrentShare));
    }

    [Fact]
    public void A_value_the_baseline_does_not_have_is_unseen_where_each_value_has_a_bin()
    {
        var bins = NumericBinning.Of(Of(0, 0, 0, 1))!.Compare(Of(0, 0.5, 1, 2), baselineMissing: 1, currentMissing: 4).Bins;

        Assert.Equal(["below 0", "0", "1", "above 1", "unseen", "missing"], bins.Select(b => b.Label));
        Assert.Equal([0, 0.6, 0.2, 0, 0, 0.2], bins.Select(b => b.BaselineShare));
        Assert.Equal([0, 0.125, 0.125, 0.125, 0.125, 0.5], bins.Select(b => b.CurrentShare));
        Assert.Equal(
            [MlDriftBinKind.Below, MlDriftBinKind.Value, MlDriftBinKind.Value, MlDriftBinKind.Above, MlDriftBinKind.Unseen, MlDriftBinKind.Missing],
            bins.Select(b => b.Kind));
    }

    [Fact]
    public void What_is_zero_for_the_most_part_has_a_bin_for_zero()
    {
        double[] sample = [.. Enumerable.Repeat(0.0, 80), .. Enumerable.Range(1, 40).Select(i => (double)i)];

        var bins = NumericBinning.Of(Of(sample))!.Compare(Of(sample)).Bins;

        Assert.Equal(["below 0", "0", "0 to 4.3", "4.3 to 16.2", "16.2 to 28.1", "28.1 to 40", "above 40"], bins.Select(b => b.Label));
        Assert.Equal(80 / 120.0, bins[1].BaselineShare, 1e-15);
    }

    [Fact]
    public void Unseen_categories_rare_ones_and_missing_values_have_bins_of_their_own()
    {
        var baseline = Texts(("blue", 5), ("green", 3), ("red", 5), ("grey", 2));

        var bins = CategoryBinning.Compare(baseline, Texts(("red", 4), ("pink", 1), ("grey", 3)), 5, 2, count: 2)!.Bins;

        Assert.Equal(["blue", "red", "other", "unseen", "missing"], bins.Select(b => b.Label));
        Assert.Equal([0.25, 0.25, 0.25, 0, 0.25], bins.Select(b => b.BaselineShare));
        Assert.Equal([0, 0.4, 0.3, 0.1, 0.2], bins.Select(b => b.CurrentShare));
    }

    [Fact]
    public void A_text_that_a_summary_may_have_left_out_is_not_called_unseen()
    {
        var summary = new CategoryDistribution(new Dictionary<string, long> { ["a"] = 60, ["b"] = 30 }, 100, countError: 2);

        var bins = CategoryBinning.Compare(summary, Texts(("a", 5), ("c", 5)))!.Bins;

        Assert.Equal([("a", 0.6, 0.5), ("b", 0.3, 0), ("other", 0.1, 0.5), ("unseen", 0, 0)], bins.Select(b => (b.Label, b.BaselineShare, b.CurrentShare)));
    }

    [Fact]
    public void The_category_that_differs_most_is_named_with_the_way_it_went()
    {
        var result = LInfinity.Compare(Texts(("a", 8), ("b", 2)), Texts(("a", 2), ("b", 2), ("c", 6)))!.Value;

        // a lost 0.6 and c came with 0.6: of the two the first by letters.
        Assert.Equal(("a", -1), (result.Category, result.Sign));
        Assert.Equal(0.6, result.Statistic, 1e-15);
    }

    [Fact]
    public void Shares_that_are_none_or_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => JensenShannon.Distance([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Hellinger.Distance([1, double.NaN], [1, 1]));
        Assert.Throws<ArgumentException>(() => PopulationStabilityIndex.Of([1, 1], [2, -1]));
        Assert.Throws<ArgumentException>(() => TotalVariation.Distance([1, double.PositiveInfinity], [1, 1]));
    }

    [Fact]
    public void The_whole_range_of_doubles_gives_numbers_or_nothing_never_NaN()
    {
        NumericDistribution wide = Of(-double.MaxValue, 0, double.MaxValue), other = Of(-double.MaxValue, 1, double.MaxValue);

        Near(1.0 / 3, Wasserstein.Distance(wide, other), "W");
        Assert.Null(Wasserstein.Distance(Of(-double.MaxValue), Of(double.MaxValue)));
        Assert.Null(Wasserstein.Normed(Of(-double.MaxValue), Of(double.MaxValue)));
        Assert.Equal(0, wide.Mean());
        Assert.Equal(-double.MaxValue / 2, wide.Quantile(0.25)!.Value, 1e293);
        foreach (var rule in Enum.GetValues<BinRule>())
            Assert.Equal(1, NumericBinning.Of(wide, rule)!.Compare(other).Current.ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void All_or_none_missing_on_both_sides_is_no_difference()
    {
        Assert.Equal((0, 1), (TwoProportions.Compare(0, 10, 0, 20)!.Value is var none ? (none.Z, none.PValue()) : default));
        Assert.Equal((0, 1), (TwoProportions.Compare(10, 10, 20, 20)!.Value is var all ? (all.Z, all.PValue()) : default));
    }

    [Fact]
    public void A_test_without_a_p_value_counts_for_none()
    {
        Assert.Equal([null, 0.02, 0.04, null], BenjaminiHochberg.Adjust([null, 0.01, 0.04, double.NaN]));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }
}
