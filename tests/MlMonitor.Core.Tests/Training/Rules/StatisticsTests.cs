using System.Text.Json;
using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Tests.Training.Rules;

/// <summary>The statistics against scipy, statsmodels, pandas (oracle/make_statistics.py) and published examples.</summary>
public sealed class StatisticsTests
{
    private static readonly JsonElement[] Oracle =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Rules", "oracle", "statistics.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. Oracle.Select(o => o.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mann_Kendall_is_Kendalls_tau_against_time_with_the_same_variance_for_ties(string name)
    {
        var (expected, samples) = Read(name);

        var test = MannKendall.Of(samples.Values);

        Assert.Equal(expected.GetProperty("s").GetInt64(), test.S);
        if (Number(expected, "z") is { } z)
            Assert.Equal(z, test.Z, 1e-9 * Math.Abs(z));
        Assert.Equal(1, test.Rising + test.Falling, 1e-12);
        if (Number(expected, "kendalltau_exact_pvalue") is { } exact)
            Assert.Equal(exact, Math.Min(1, 2 * Math.Min(test.Rising, test.Falling)), 0.01);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Theil_Sen_is_theilslopes_of_scipy_with_its_interval(string name)
    {
        var (expected, samples) = Read(name);

        var line = TheilSen.Of(samples);

        Assert.Equal(Number(expected, "slope")!.Value, line.Slope, 1e-12);
        Assert.Equal(Number(expected, "low")!.Value, line.Low, 1e-12);
        Assert.Equal(Number(expected, "high")!.Value, line.High, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_inflation_is_that_of_the_correlation_of_neighbouring_residuals_and_never_below_one(string name)
    {
        var (expected, samples) = Read(name);
        var correlation = Math.Clamp(Number(expected, "lag1") ?? 0, 0, 0.99);

        Assert.Equal((1 + correlation) / (1 - correlation), TheilSen.Of(samples).Inflation(samples), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Median_scale_noise_and_running_median_are_those_of_numpy_scipy_statsmodels_and_pandas(string name)
    {
        var (expected, samples) = Read(name);

        Assert.Equal(Number(expected, "median")!.Value, Robust.Median(samples.Values), 1e-12);
        Assert.Equal(Number(expected, "mad")!.Value, Robust.Scale(samples.Values), 1e-9);
        Assert.Equal(Number(expected, "mad_scipy")!.Value, Robust.Scale(samples.Values), 1e-9);
        Assert.Equal(Number(expected, "noise")!.Value, Robust.Noise(samples.Values), 1e-9);
        Assert.Equal(Numbers(expected, "running_median").Select(v => Math.Round(v, 12)), Robust.RunningMedian(samples.Values, 5).Select(v => Math.Round(v, 12)));
    }

    [Fact]
    public void A_lingering_noise_widens_the_interval_and_leaves_the_slope()
    {
        var (_, samples) = Read("nile");
        var (plain, wide) = (TheilSen.Of(samples), TheilSen.Of(samples, lingers: true));

        Assert.Equal(plain.Slope, wide.Slope);
        Assert.True(wide.Low < plain.Low && wide.High > plain.High);
    }

    [Fact]
    public void Mann_Kendall_of_nothing_one_and_equal_values_says_nothing()
    {
        Assert.All<double[]>([[], [1], [2, 2, 2]], v => Assert.Equal(new MannKendall(0, 0), MannKendall.Of(v)));
        Assert.Equal(0.5, MannKendall.Of([2, 2, 2]).Rising, 1e-12);
    }

    [Fact]
    public void Theil_Sen_of_less_than_two_values_is_not_a_number()
    {
        Assert.All<double[]>([[], [1]], v => Assert.True(double.IsNaN(TheilSen.Of(Samples.Of(v)).Slope)));
        Assert.True(double.IsNaN(Robust.Median([])));
        Assert.Equal(0, Robust.Noise([3]));
    }

    /// <summary>Montgomery, "Introduction to Statistical Quality Control", table 9.2: target 10, K = 0.5, C+ = 5.28 at sample 29, begun at 23.</summary>
    [Fact]
    public void Cusum_is_that_of_the_textbook()
    {
        double[] values =
        [
            9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
            9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
        ];
        var deviations = values.Select(v => v - 10).ToArray();

        var sum = Cusum.Upper(deviations.AsSpan(..29), 0.5);
        var all = Cusum.Upper(deviations, 0.5);

        Assert.Equal(5.28, sum.Sum, 1e-9);
        Assert.Equal(22, sum.Onset);
        Assert.Equal((5.30, 5.30), (Math.Round(all.Sum, 9), Math.Round(all.Peak, 9)));
    }

    [Fact]
    public void A_bounded_cusum_is_empty_as_soon_as_what_it_sums_is_back()
    {
        double[] hill = [.. Enumerable.Repeat(1d, 100), .. Enumerable.Repeat(0d, 5)];

        Assert.Equal(new Cusum(0, 0, 105), Cusum.Upper(hill, 0.5, 2.5));
        Assert.Equal(0, Cusum.Upper(hill, 0.5).Onset);
        Assert.Equal(50 - 2.5, Cusum.Upper(hill, 0.5).Sum, 1e-9);
        Assert.Equal(new Cusum(0, 0, 0), Cusum.Upper([], 0.5));
    }

    [Fact]
    public void What_is_not_finite_leaves_a_gap_in_the_places()
    {
        var samples = Samples.Of([1, double.NaN, 3, double.PositiveInfinity, double.NegativeInfinity, 6]);

        Assert.Equal([0, 2, 5], samples.Places);
        Assert.Equal([1, 3, 6], samples.Values);
        Assert.Equal(1, TheilSen.Of(samples).Slope, 1e-12);
    }

    [Fact]
    public void Thinning_takes_the_medians_of_buckets_of_equal_count_and_leaves_short_series_alone()
    {
        var samples = Samples.Of([5, 1, 3, 2, 100, 4, 7, 8]);

        var thinned = samples.Thinned(3);

        Assert.Equal([3, 3, 7], thinned.Values.Select(v => Math.Round(v, 9)));
        Assert.Equal([0.5, 3, 6], thinned.Places);
        Assert.Equal(samples.Values, samples.Thinned(8).Values);
    }

    private static (JsonElement Expected, Samples Samples) Read(string name)
    {
        var expected = Oracle.Single(o => o.GetProperty("name").GetString() == name);
        return (expected, new Samples(Numbers(expected, "places"), Numbers(expected, "values")));
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static double? Number(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
