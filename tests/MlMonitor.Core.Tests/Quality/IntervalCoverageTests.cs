using MathNet.Numerics.Random;
using MlMonitor.Core.Quality;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Tests.Quality;

/// <summary>Intervals hold the true value about as often as they say: 95 % of 400 runs is 380 give or take 4.4 at one standard deviation.</summary>
public sealed class IntervalCoverageTests
{
    private const int Runs = 400;

    private static readonly QualityOptions Options = new() { Resampling = new ResamplingOptions { Confidence = 0.95, Replicates = 200 } };

    [Fact]
    public void Binary_intervals_cover_what_is_true()
    {
        // Scores are uniform and calibrated: each value below is an integral over p from 0 to 1.
        var truth = new Dictionary<string, double>
        {
            ["accuracy"] = 0.75,
            ["precision"] = 0.75,
            ["recall"] = 0.75,
            ["true_negative_rate"] = 0.75,
            ["f1"] = 0.75,
            ["auc"] = 5.0 / 6,
            ["log_loss"] = 0.5,
            ["brier"] = 1.0 / 6,
        };
        var random = new Xoshiro256StarStar(1);
        Covers(truth, options =>
        {
            var quality = new BinaryQuality(options);
            for (var i = 0; i < 300; i++)
            {
                var p = random.NextDouble();
                quality.Add(random.NextDouble() < p, p);
            }

            return quality.Build();
        });
    }

    [Fact]
    public void Recall_of_few_rows_is_covered_too()
    {
        // 40 rows, every second positive, of which 95 % are found: in a third of all runs every one is, and rows drawn anew would be sure of 1.
        var random = new Xoshiro256StarStar(2);
        Covers(new() { ["recall"] = 0.95 }, options =>
        {
            var quality = new BinaryQuality(options);
            for (var i = 0; i < 40; i++)
                quality.Add(i % 2 == 0, i % 2 == 0 ? random.NextDouble() < 0.95 : random.NextDouble() < 0.2, null);
            return quality.Build();
        }, low: 0.92);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(5000)]
    public void Regression_intervals_cover_what_is_true_with_a_group_for_each_row_and_with_groups_of_rows(int rows)
    {
        // Truth and error are standard normal, and independent.
        var truth = new Dictionary<string, double>
        {
            ["mae"] = Math.Sqrt(2 / Math.PI),
            ["mse"] = 1,
            ["rmse"] = 1,
            ["r2"] = 0,
            ["mean_error"] = 0,
            ["median_absolute_error"] = 0.6744897501960817,
            ["p90_absolute_error"] = 1.6448536269514722,
        };
        var random = new Xoshiro256StarStar(3);
        Covers(truth, options =>
        {
            var quality = new RegressionQuality(options);
            for (var i = 0; i < rows; i++)
            {
                var y = MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
                quality.Add(y, y + MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1));
            }

            return quality.Build();
        });
    }

    [Fact]
    public void Multiclass_intervals_cover_what_is_true()
    {
        // Three classes alike, right in 70 %, else one of the two others: precision, recall and F of each are 0.7.
        var random = new Xoshiro256StarStar(4);
        Covers(new() { ["accuracy"] = 0.7, ["weighted_precision"] = 0.7, ["weighted_f1"] = 0.7 }, options =>
        {
            var quality = new MulticlassQuality(options);
            for (var i = 0; i < 300; i++)
            {
                var actual = random.Next(3);
                var predicted = random.NextDouble() < 0.7 ? actual : (actual + 1 + random.Next(2)) % 3;
                quality.Add($"{actual}", $"{predicted}");
            }

            return quality.Build();
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        Interval Of(int seed)
        {
            var quality = new BinaryQuality(new QualityOptions { Resampling = new ResamplingOptions { Seed = seed } });
            for (var i = 0; i < 100; i++)
                quality.Add(i % 3 == 0, i % 7 / 7.0);
            return quality.Build().Find("auc")!.Interval!.Value;
        }

        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
    }

    private static void Covers(Dictionary<string, double> truth, Func<QualityOptions, QualityResult> run, double low = 0.905, double high = 0.985)
    {
        var hits = truth.Keys.ToDictionary(name => name, _ => 0);
        for (var r = 0; r < Runs; r++)
        {
            // One seed for all runs would make one error of all their draws.
            var result = run(Options with { Resampling = Options.Resampling with { Seed = r } });
            foreach (var (name, value) in truth)
            {
                var interval = result.Find(name)!.Interval!.Value;
                hits[name] += interval.Lower <= value && value <= interval.Upper ? 1 : 0;
            }
        }

        Assert.All(hits, hit => Assert.True(hit.Value >= low * Runs && hit.Value <= high * Runs, $"{hit.Key}: {hit.Value} of {Runs}"));
    }
}
