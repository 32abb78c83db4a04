using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>What holds of a distance whatever the data, over drawn samples.</summary>
public sealed class DistancePropertyTests
{
    private const int Draws = 300;

    [Fact]
    public void Distances_of_a_distribution_to_itself_are_zero()
    {
        var random = new Random(1);
        for (var i = 0; i < Draws; i++)
        {
            var a = Of(Draw(random, 1 + random.Next(60)));
            Assert.Equal((0, 0, 1), (KolmogorovSmirnov.Compare(a, a)!.Value.Statistic, KolmogorovSmirnov.Compare(a, a)!.Value.Sign, KolmogorovSmirnov.Compare(a, a)!.Value.PValue()));
            Assert.Equal(0, Wasserstein.Distance(a, a));
            var p = DrawShares(random, 1 + random.Next(20));
            Assert.All(All(p, p), d => Assert.Equal(0, d));
        }
    }

    [Fact]
    public void Distances_are_symmetric_and_the_sign_turns()
    {
        var random = new Random(2);
        for (var i = 0; i < Draws; i++)
        {
            NumericDistribution a = Of(Draw(random, 1 + random.Next(60))), b = Of(Draw(random, 1 + random.Next(60)));
            KolmogorovSmirnovResult there = KolmogorovSmirnov.Compare(a, b)!.Value, back = KolmogorovSmirnov.Compare(b, a)!.Value;
            Assert.Equal(there.Statistic, back.Statistic);
            Assert.Equal(there.PValue(), back.PValue());
            // Where the functions are as far apart on either side, the higher one is named both ways.
            if (there.Sign == back.Sign)
                Assert.Equal(Gap(a, b, there.Location), -Gap(a, b, back.Location), 1e-15);
            else
                Assert.Equal((there.Location, -there.Sign), (back.Location, back.Sign));
            Near(Wasserstein.Distance(a, b)!.Value, Wasserstein.Distance(b, a), "Wasserstein");
            double[] p = DrawShares(random, 9), q = DrawShares(random, 9);
            Assert.All(All(p, q).Zip(All(q, p)), d => Near(d.First, d.Second, "divergence"));
        }
    }

    [Fact]
    public void Metrics_keep_the_triangle_and_their_limits()
    {
        var random = new Random(3);
        for (var i = 0; i < Draws; i++)
        {
            var n = Enumerable.Range(0, 3).Select(k => Of(Draw(random, 1 + random.Next(60), offset: k))).ToArray();
            Triangle((a, b) => KolmogorovSmirnov.Compare(n[a], n[b])!.Value.Statistic, 1);
            Triangle((a, b) => Wasserstein.Distance(n[a], n[b])!.Value, double.MaxValue);
            var s = Enumerable.Range(0, 3).Select(_ => DrawShares(random, 7)).ToArray();
            Triangle((a, b) => JensenShannon.Distance(s[a], s[b])!.Value, Math.Sqrt(Math.Log(2)));
            Triangle((a, b) => JensenShannon.Distance(s[a], s[b], 2)!.Value, 1);
            Triangle((a, b) => Hellinger.Distance(s[a], s[b])!.Value, 1);
            Triangle((a, b) => TotalVariation.Distance(s[a], s[b])!.Value, 1);
            // Hellinger and total variation enclose each other: H² ≤ TV ≤ √2 H.
            double h = Hellinger.Distance(s[0], s[1])!.Value, tv = TotalVariation.Distance(s[0], s[1])!.Value;
            Assert.True((h * h) <= tv + 1e-12 && tv <= (Math.Sqrt(2) * h) + 1e-12);
        }
    }

    [Fact]
    public void Nothing_in_common_is_the_largest_distance()
    {
        double[] p = [0.5, 0.5, 0, 0], q = [0, 0, 0.25, 0.75];

        Assert.Equal(1, KolmogorovSmirnov.Compare(Of(1, 2), Of(3, 4, 5))!.Value.Statistic);
        Near(Math.Sqrt(Math.Log(2)), JensenShannon.Distance(p, q), "JS");
        Near(1, JensenShannon.Distance(p, q, 2), "JS in bits");
        Near(1, Hellinger.Distance(p, q), "Hellinger");
        Near(1, TotalVariation.Distance(p, q), "TV");
        Assert.Equal(double.PositiveInfinity, KullbackLeibler.Divergence(p, q));
        Assert.Equal(double.PositiveInfinity, PopulationStabilityIndex.Of(p, q, epsilon: null));
    }

    [Fact]
    public void Every_row_many_times_over_changes_no_distance_and_shifts_and_scales_do_what_they_must()
    {
        var random = new Random(4);
        for (var i = 0; i < Draws; i++)
        {
            double[] a = Draw(random, 1 + random.Next(40)), b = Draw(random, 1 + random.Next(40), 1);
            double[] manyA = [.. a, .. a, .. a], manyB = [.. b, .. b];
            NumericDistribution before = Of(a), now = Of(b);
            var ks = KolmogorovSmirnov.Compare(before, now)!.Value;
            var many = KolmogorovSmirnov.Compare(Of(manyA), Of(manyB))!.Value;
            Near(ks.Statistic, many.Statistic, "D");
            Assert.Equal(ks.Location, many.Location);
            var w = Wasserstein.Distance(before, now)!.Value;
            Near(w, Wasserstein.Distance(Of(manyA), Of(manyB)), "W");

            // Powers of two: exact in a double.
            var scaled = KolmogorovSmirnov.Compare(Of([.. a.Select(x => x * -8)]), Of([.. b.Select(x => x * -8)]))!.Value;
            Near(ks.Statistic, scaled.Statistic, "D, turned round");
            Assert.Equal(8 * w, Wasserstein.Distance(Of([.. a.Select(x => x * -8)]), Of([.. b.Select(x => x * -8)]))!.Value, 1e-12 * (1 + w));
            Near(8, Wasserstein.Distance(before, Of([.. a.Select(x => x + 8)])), "W of a shift");
        }
    }

    [Fact]
    public void The_distance_is_at_the_place_it_names_and_nowhere_more()
    {
        var random = new Random(5);
        for (var i = 0; i < Draws; i++)
        {
            NumericDistribution a = Of(Draw(random, 1 + random.Next(40))), b = Of(Draw(random, 1 + random.Next(40)));
            var ks = KolmogorovSmirnov.Compare(a, b)!.Value;
            Assert.Equal(ks.Sign * ks.Statistic, Gap(a, b, ks.Location), 1e-15);
            Assert.All([.. a.Values.ToArray(), .. b.Values.ToArray()], x => Assert.True(Math.Abs(Gap(a, b, x)) <= ks.Statistic + 1e-15));
        }
    }

    [Fact]
    public void Bins_hold_every_value_once_and_their_edges_do_not_move_with_the_data_at_hand()
    {
        var random = new Random(6);
        foreach (var rule in Enum.GetValues<BinRule>())
        {
            for (var i = 0; i < 60; i++)
            {
                NumericDistribution a = Of(Draw(random, 1 + random.Next(200))), b = Of(Draw(random, 1 + random.Next(200), random.Next(-3, 3)));
                var binning = NumericBinning.Of(a, rule, 1 + random.Next(15))!;
                BinnedShares bins = binning.Compare(b, 3, 5), same = binning.Compare(a);
                Assert.Equal(1, bins.Baseline.ToArray().Sum(), 1e-12);
                Assert.Equal(1, bins.Current.ToArray().Sum(), 1e-12);
                Assert.Equal(bins.Bins.SkipLast(1).Select(x => x.Label), same.Bins.Select(x => x.Label));
                Assert.All(bins.Bins.Where(x => x.Kind is MlDriftBinKind.Below or MlDriftBinKind.Above or MlDriftBinKind.Unseen), x => Assert.Equal(0, x.BaselineShare));
                Assert.Equal(0, PopulationStabilityIndex.Of(same.Baseline, same.Current));
            }
        }
    }

    [Fact]
    public void Adjusted_p_values_keep_their_order_and_are_never_smaller()
    {
        var random = new Random(7);
        for (var i = 0; i < Draws; i++)
        {
            var p = Enumerable.Range(0, 1 + random.Next(30)).Select(_ => (double?)Math.Pow(random.NextDouble(), 3)).ToArray();
            var adjusted = BenjaminiHochberg.Adjust(p);
            Assert.All(p.Zip(adjusted), pair => Assert.True(pair.Second >= pair.First && pair.Second <= 1));
            Assert.Equal(adjusted.Order(), p.Zip(adjusted).OrderBy(pair => pair.First).Select(pair => pair.Second));
        }
    }

    private static double Gap(NumericDistribution a, NumericDistribution b, double at) => a.CumulativeAt(at)!.Value - b.CumulativeAt(at)!.Value;

    private static void Triangle(Func<int, int, double> distance, double most)
    {
        var (ab, bc, ac) = (distance(0, 1), distance(1, 2), distance(0, 2));
        Assert.All([ab, bc, ac], d => Assert.InRange(d, 0, most * (1 + 1e-12)));
        Assert.True(ac <= ab + bc + 1e-12);
    }

    private static double[] All(double[] p, double[] q) =>
    [
        PopulationStabilityIndex.Of(p, q)!.Value, JensenShannon.Distance(p, q)!.Value, Hellinger.Distance(p, q)!.Value,
        TotalVariation.Distance(p, q)!.Value,
    ];
}
