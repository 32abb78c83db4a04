using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>What is said to be found is found, in simulation.</summary>
public sealed class DetectableDistanceTests
{
    [Theory]
    [InlineData(200, 300, 0)]
    [InlineData(2000, 500, 0.05)]
    public void A_distance_that_is_called_detectable_is_found_as_often_as_was_said(int n, int m, double threshold)
    {
        var random = new Random(11);
        var distance = DetectableDistance.Of(n, m, alpha: 0.05, power: 0.8, threshold)!.Value;

        // Uniform against uniform moved by Δ: the functions are Δ apart.
        var found = Enumerable.Range(0, 400).Count(_ => Robust(random, n, m, distance) > threshold);

        // At least 0.8, less three deviations of 400 draws.
        Assert.True(found >= 400 * 0.74, $"{found} of 400");
        Near(0.8, DetectableDistance.Power(distance, n, m, 0.05, threshold), "power");
    }

    [Fact]
    public void Samples_without_drift_alarm_as_seldom_as_the_level_says()
    {
        var random = new Random(12);

        var alarms = Enumerable.Range(0, 1000).Count(_ => Robust(random, 400, 400, 0) > 0);

        // At most 0.05, and three deviations of 1000 draws; not never, which a broken correction would give.
        Assert.InRange(alarms, 10, 71);
    }

    [Theory]
    // c(α) √(2/100) + ½ √(2/100) z(0.8), by scipy.stats.norm.ppf; c(0.05) = 1.3581015.
    [InlineData(100, 100, 0.05, 0.8, 0.2515761664)]
    // Deequ's 1.8.
    [InlineData(100, 100, null, 0.8, 0.3140700494)]
    public void The_smallest_distance_is_the_critical_value_and_what_the_power_adds(long n, long m, double? alpha, double power, double expected) =>
        Assert.Equal(expected, DetectableDistance.Of(n, m, alpha, power)!.Value, 1e-7);

    [Fact]
    public void Samples_too_small_to_find_anything_say_so()
    {
        Assert.Null(DetectableDistance.Of(3, 3));
        Assert.True(DetectableDistance.Of(1_000_000, 1_000_000) < 0.003);
    }

    private static double Robust(Random random, int n, int m, double shift) =>
        KolmogorovSmirnov.Compare(Uniform(random, n, 0), Uniform(random, m, shift))!.Value.Robust(0.05);

    private static NumericDistribution Uniform(Random random, int count, double shift) =>
        Of([.. Enumerable.Range(0, count).Select(_ => shift + random.NextDouble())]);
}
