using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>Agreement with scipy, numpy and statsmodels to 1e-9, on halves of real data sets and on generated pairs.</summary>
public sealed class DistanceOracleTests
{
    private static IReadOnlyList<OraclePair> Pairs => Oracle.File.Pairs;

    [Fact]
    public void Kolmogorov_Smirnov_distance_sign_place_and_p_value_are_those_of_scipy()
    {
        Assert.True(Pairs.Count > 200);
        foreach (var pair in Pairs)
        {
            var result = KolmogorovSmirnov.Compare(pair.Before(), pair.Now())!.Value;
            Near(pair.Ks, result.Statistic, pair.Name + ", D");
            Assert.Equal((pair.Name, pair.Sign, pair.Ks == 0 ? result.Location : pair.Location), (pair.Name, result.Sign, result.Location));
            Near(pair.P, result.PValue(), pair.Name + ", p");
        }
    }

    [Fact]
    public void P_values_of_Kolmogorov_and_Smirnov_are_those_of_scipy_exact_and_not()
    {
        foreach (var (d, n, m, p) in Oracle.File.PValues)
        {
            Near(p, KolmogorovSmirnov.PValue(d, n, m), $"p of {d} for {n} and {m}");
            Near(p, KolmogorovSmirnov.PValue(d, m, n), $"p of {d} for {m} and {n}");
        }
    }

    [Fact]
    public void Wasserstein_distances_are_those_of_scipy()
    {
        foreach (var pair in Pairs)
        {
            Near(pair.Wasserstein, Wasserstein.Distance(pair.Before(), pair.Now()), pair.Name);
            Near(pair.Normed, Wasserstein.Normed(pair.Before(), pair.Now()), pair.Name + ", normed");
        }
    }

    [Fact]
    public void Mean_deviation_and_quantiles_are_those_of_numpy()
    {
        double[] shares = [0, 0.1, 0.25, 0.5, 0.77, 0.99, 1];
        foreach (var pair in Pairs)
        {
            var before = pair.Before();
            // A mean near nothing is as good as the values it is the mean of.
            Assert.True(Math.Abs(pair.Mean - before.Mean()!.Value) <= 1e-12 * (Math.Abs(pair.Mean) + pair.Deviation), pair.Name);
            Near(pair.Deviation, before.StandardDeviation(), pair.Name + ", deviation");
            foreach (var (share, quantile) in shares.Zip(pair.Quantiles))
                Near(quantile, before.Quantile(share), $"{pair.Name}, quantile {share}");
        }
    }

    [Fact]
    public void Chi_squared_is_that_of_scipy()
    {
        Assert.True(Pairs.Count(p => p.Chi2 is not null) > 50);
        foreach (var pair in Pairs.Where(p => p.Chi2 is not null))
        {
            var result = ChiSquared.Compare(pair.Texts(pair.Baseline), pair.Texts(pair.Current))!.Value;
            Near(pair.Chi2!.Statistic, result.Statistic, pair.Name);
            Near(pair.Chi2.P, result.PValue(), pair.Name + ", p");
            Assert.Equal(pair.Chi2.Df, result.DegreesOfFreedom);
        }
    }

    [Fact]
    public void Divergences_over_single_values_and_over_ten_buckets_are_those_of_scipy()
    {
        foreach (var pair in Pairs)
        {
            if (pair.Each is { } each)
                SameDivergences(each, [.. pair.Baseline], [.. pair.Current], pair.Name);
            if (pair.Width is { } width)
                SameDivergences(width, pair.Widths![0], pair.Widths[1], pair.Name + ", buckets");
        }
    }

    [Fact]
    public void Bins_of_one_width_hold_what_numpy_counts_and_deciles_what_counting_gives()
    {
        Assert.True(Pairs.Count(p => p.Deciles is not null) > 150);
        foreach (var pair in Pairs.Where(p => p.Deciles is not null))
        {
            SameBins(pair, BinRule.EqualWidth, pair.Widths!);
            SameBins(pair, BinRule.Quantiles, pair.Deciles!);
        }
    }

    [Fact]
    public void Categories_with_unseen_ones_and_hundreds_of_them_give_what_scipy_gives()
    {
        foreach (var set in Oracle.File.Categories)
        {
            CategoryDistribution before = new(set.Before, set.Before.Values.Sum()), now = new(set.Now, set.Now.Values.Sum());
            var result = ChiSquared.Compare(before, now)!.Value;
            Near(set.Statistic, result.Statistic, "statistic");
            Near(set.P, result.PValue(), "p");
            Near(set.Low, result.LowExpectedShare, "low");
            Assert.Equal(set.Df, result.DegreesOfFreedom);
            Near(set.LInfinity, LInfinity.Compare(before, now)!.Value.Statistic, "L-infinity");

            // Unseen categories share a bin: all but the stability index, which has a floor for each, are the same then.
            var bins = CategoryBinning.Compare(before, now)!;
            Near(set.JensenShannon, JensenShannon.Distance(bins.Baseline, bins.Current), "JS");
            Near(set.Hellinger, Hellinger.Distance(bins.Baseline, bins.Current), "Hellinger");
            Near(set.TotalVariation, TotalVariation.Distance(bins.Baseline, bins.Current), "TV");
            Near(set.KullbackLeiblerValue, KullbackLeibler.Divergence(bins.Baseline, bins.Current), "KL");
        }
    }

    [Fact]
    public void A_million_texts_on_either_side_give_what_scipy_gives()
    {
        var expected = Assert.Single(Oracle.File.ManyTexts);
        CategoryDistribution before = Texts(0, 3), now = Texts(500_000, 7);
        var result = ChiSquared.Compare(before, now)!.Value;

        Near(expected.Statistic, result.Statistic, "statistic");
        Near(expected.P, result.PValue(), "p");
        Near(expected.Low, result.LowExpectedShare, "low");
        Assert.Equal(expected.Df, result.DegreesOfFreedom);
        Near(expected.LInfinity, LInfinity.Compare(before, now)!.Value.Statistic, "L-infinity");
        var bins = CategoryBinning.Compare(before, now)!;
        Near(expected.JensenShannon, JensenShannon.Distance(bins.Baseline, bins.Current), "JS");
        Near(expected.Hellinger, Hellinger.Distance(bins.Baseline, bins.Current), "Hellinger");
        Near(expected.TotalVariation, TotalVariation.Distance(bins.Baseline, bins.Current), "TV");

        static CategoryDistribution Texts(int first, int twice)
        {
            var counts = Enumerable.Range(first, 1_000_000).ToDictionary(i => $"text {i}", i => i % twice == 0 ? 2L : 1, StringComparer.Ordinal);
            return new CategoryDistribution(counts, counts.Values.Sum());
        }
    }

    [Fact]
    public void Adjusted_p_values_are_those_of_statsmodels()
    {
        foreach (var (given, adjusted) in Oracle.File.Adjusted)
        {
            var result = BenjaminiHochberg.Adjust([.. given.Select(p => (double?)p)]);
            Assert.All(adjusted.Zip(result), pair => Near(pair.First, pair.Second, "adjusted"));
        }
    }

    [Fact]
    public void Two_proportions_are_compared_as_statsmodels_does()
    {
        foreach (var set in Oracle.File.Proportions)
        {
            var result = TwoProportions.Compare(set.Baseline, set.BaselineCount, set.Current, set.CurrentCount)!.Value;
            Near(set.Z, result.Z, "z");
            Near(set.P, result.PValue(), "p");
        }
    }

    private static void SameDivergences(OracleDivergences expected, long[] before, long[] now, string what)
    {
        double[] p = [.. before], q = [.. now];
        Near(expected.Psi, PopulationStabilityIndex.Of(p, q), what + ", PSI");
        Near(expected.JensenShannon, JensenShannon.Distance(p, q), what + ", JS");
        Near(expected.JensenShannonBits, JensenShannon.Distance(p, q, 2), what + ", JS in bits");
        Near(expected.Hellinger, Hellinger.Distance(p, q), what + ", Hellinger");
        Near(expected.TotalVariation, TotalVariation.Distance(p, q), what + ", TV");
        Near(expected.KullbackLeiblerValue, KullbackLeibler.Divergence(p, q), what + ", KL");
    }

    private static void SameBins(OraclePair pair, BinRule rule, long[][] expected)
    {
        var bins = NumericBinning.Of(pair.Before(), rule)!.Compare(pair.Now());
        Assert.Equal((pair.Name, Shown(expected[0])), (pair.Name, Shown(Times(bins.Baseline, pair.Baseline.Sum()))));
        Assert.Equal((pair.Name, Shown(expected[1])), (pair.Name, Shown(Times(bins.Current, pair.Current.Sum()))));
    }

    private static long[] Times(ReadOnlySpan<double> shares, long count) => [.. shares.ToArray().Select(s => (long)Math.Round(s * count))];

    private static string Shown(long[] counts) => string.Join(' ', counts);
}
