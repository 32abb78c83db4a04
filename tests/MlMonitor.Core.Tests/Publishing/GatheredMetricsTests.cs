using MlMonitor.Core.Publishing;
using static MlMonitor.Core.Tests.Publishing.Measurables;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>What of all numbers goes to CloudWatch, and as what.</summary>
public sealed class GatheredMetricsTests
{
    [Fact]
    public void Features_are_values_of_one_metric_and_no_metrics_of_their_own()
    {
        var metrics = Gather([], Drifted("a", 0.1), Drifted("b", 0.3, MlSeverity.Warning), Drifted("c", 0.1));

        Assert.Equal(
            ["Severity {Source=Drift, EndpointName=churn, Check=Drift, Role=Input}", "Value {Source=Drift, EndpointName=churn, Check=Drift, Role=Input}"],
            metrics.Metric);
        var (severity, value) = (metrics.All.First().Value, metrics.All.Last().Value);
        Assert.Equal([(0, 2), (1, 1)], severity.Select(v => (v.Key, v.Value)));
        Assert.Equal([(0.1, 2), (0.3, 1)], value.Select(v => (v.Key, v.Value)));
        Assert.Equal(6, metrics.Points);
    }

    [Fact]
    public void Features_are_metrics_where_that_is_asked_for()
    {
        var metrics = Gather(["featurename", "Region", "Account"], Drifted("a", 0.1), Drifted("b", 0.3));

        Assert.Equal(4, metrics.Metric.Count);
        Assert.Contains("Value {Source=Drift, EndpointName=churn, Check=Drift, Role=Input, FeatureName=b, Region=eu-west-1, Account=123456789012}", metrics.Metric);
    }

    [Fact]
    public void What_is_no_finite_number_is_not_sent_and_is_counted()
    {
        var metrics = Gather([], Drifted("a", double.NaN), Drifted("b", double.PositiveInfinity), Drifted("c", double.NegativeInfinity), Drifted("d", 1));

        Assert.Equal((3, 5), (metrics.NotFinite, metrics.Points));
    }

    // 2^360 = 2.3485425827738332e108 (python3: 2.0**360), and the next number above it.
    [Theory]
    [InlineData(2.3485425827738332e108, 0, 2.3485425827738332e108)]
    [InlineData(-2.3485425827738332e108, 0, -2.3485425827738332e108)]
    [InlineData(2.348542582773834e108, 1, null)]
    [InlineData(-1e200, 1, null)]
    [InlineData(1e-200, 0, 0.0)]
    [InlineData(-1e-108, 0, -1e-108)]
    public void What_is_larger_than_CloudWatch_takes_is_not_sent_and_what_is_smaller_is_nought(double value, int outOfRange, double? sent)
    {
        var metrics = Gather([], Drifted("a", value));

        Assert.Equal((outOfRange, 0), (metrics.OutOfRange, metrics.NotFinite));
        Assert.Equal(sent, metrics.All.Where(m => m.Key.Name == "Value").Select(m => (double?)m.Value.Keys.Single()).FirstOrDefault());
    }

    [Theory]
    [InlineData(-14 * 24 * 60 + 6, false)]
    [InlineData(-14 * 24 * 60 - 1, true)]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void What_is_older_than_two_weeks_or_ahead_by_more_than_two_hours_is_left_out_with_one_problem_for_its_time(int minutes, bool refused)
    {
        var metrics = Gather([], Drifted("a", 1, end: Now.AddMinutes(minutes)), Drifted("b", 2, end: Now.AddMinutes(minutes)), Drifted("c", 3));

        Assert.Equal(refused ? (2, 4) : (6, 0), (metrics.Points, metrics.OutOfTime));
        if (!refused)
            Assert.Empty(metrics.Refused());
        else
            Assert.Equal((ProblemId.MetricTimeRefused, Now.AddMinutes(minutes)), (metrics.Refused().Single().Id, metrics.Refused().Single().Target));
    }

    [Fact]
    public void Another_time_can_be_given_for_all()
    {
        var metrics = new GatheredMetrics([], Now, Now);
        metrics.Add(Drifted("a", 1, end: Now.AddDays(-30)).ToMeasurement());

        Assert.All(metrics.All, m => Assert.Equal(Now, m.Key.Time));
        Assert.Equal((2, 0), (metrics.Points, metrics.OutOfTime));
    }

    [Theory]
    [InlineData("%", 12.5, "Percent", 12.5)]
    [InlineData("points", 12.5, "Percent", 12.5)]
    [InlineData("ms", 250, "Milliseconds", 250)]
    [InlineData("s", 2, "Seconds", 2)]
    [InlineData("h", 1.5, "Seconds", 5400)]
    [InlineData("days", 2, "Seconds", 172_800)]
    [InlineData("1/s", 3, "Count/Second", 3)]
    [InlineData("columns", 3, "Count", 3)]
    [InlineData("furlongs", 3, "None", 3)]
    public void Units_become_those_that_CloudWatch_knows(string unit, double value, string expected, double sent)
    {
        var (key, values) = Gather([], Drifted("a", value, unit: unit)).All.Last();

        Assert.Equal((expected, sent), (key.Unit, values.Keys.Single()));
    }

    // %XX by hand: ö is C3 B6 and 漢 is E6 BC A2 in UTF-8.
    [Theory]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    [InlineData(" 漢\n", "%E6%BC%A2")]
    [InlineData(":x:y", "%3Ax:y")]
    [InlineData("a\tb", "a%09b")]
    public void Values_of_dimensions_are_ASCII(string text, string expected) => Assert.Equal(expected, DimensionText.Of(text));

    [Fact]
    public void Long_values_of_dimensions_are_cut_and_stay_different()
    {
        var (one, other) = (DimensionText.Of(new string('x', 2000) + "1"), DimensionText.Of(new string('x', 2000) + "2"));

        Assert.Equal((1024, 1024), (one.Length, other.Length));
        Assert.NotEqual(one, other);
        Assert.Equal(new string('y', 1024), DimensionText.Of(new string('y', 1024)));
    }

    [Theory]
    [InlineData("MlMonitor", true)]
    [InlineData("Company/Ml Monitor#1:a", true)]
    [InlineData("MyAWS/x", true)]
    [InlineData("AWS/SageMaker", false)]
    [InlineData("aws/x", false)]
    [InlineData(":x", false)]
    [InlineData("", false)]
    [InlineData("größe", false)]
    public void A_namespace_of_AWS_and_other_impossible_ones_are_problems(string name, bool fits)
    {
        var problem = MetricNamespace.Check(name);

        Assert.Equal(fits, problem is null);
        Assert.Equal(fits ? null : ProblemId.NamespaceInvalid, problem?.Id);
        Assert.False(problem is { RecommendedAction.Length: 0 });
        Assert.NotNull(MetricNamespace.Check(new string('x', 256)));
    }

    private static GatheredMetrics Gather(string[] details, params MlFinding[] findings)
    {
        var metrics = new GatheredMetrics(details, null, Now);
        foreach (var finding in findings)
            metrics.Add(finding.ToMeasurement());
        return metrics;
    }
}
