using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Alarms say what their metrics say, and autoscaling has its own.</summary>
public sealed class AlarmTests
{
    [Theory]
    [MemberData(nameof(EndpointMetricTests.Hours), MemberType = typeof(EndpointMetricTests))]
    public async Task The_state_of_an_alarm_agrees_with_the_metric_that_it_watches(DateTimeOffset now)
    {
        await using var watch = await EndpointWatch.AtAsync(now);
        var checkedAlarms = 0;
        foreach (var alarm in (await watch.AlarmsAsync(new { MaxRecords = 100 })).Where(alarm => alarm["MetricName"] is not null))
        {
            var values = await ValuesAsync(watch, alarm);
            var state = values.Count == 0 && (string?)alarm["TreatMissingData"] == "missing" ? "INSUFFICIENT_DATA"
                : values.Count > 0 && values.All(value => Breaches(alarm, value)) ? "ALARM" : "OK";

            Assert.True(state == (string?)alarm["StateValue"], $"{alarm["AlarmName"]} is {alarm["StateValue"]}, and its metric says {state}");
            checkedAlarms++;
        }

        Assert.Equal(8, checkedAlarms);
    }

    [Fact]
    public async Task One_is_in_alarm_for_an_endpoint_that_is_quiet_now()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var alarms = await watch.AlarmsAsync(new { StateValue = "ALARM" });

        Assert.Equal("credit-decision-5xx", (string?)Assert.Single(alarms)["AlarmName"]);
        Assert.Equal(0, (await watch.ReadAsync("credit-decision", "Invocation5XXErrors", "Sum", variant: "challenger"))[0]);
    }

    [Fact]
    public async Task Composite_alarms_come_only_when_asked_for_and_name_another()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));

        Assert.DoesNotContain(await watch.AlarmsAsync(new { AlarmNamePrefix = "credit-" }), alarm => alarm["AlarmRule"] is not null);
        var composite = Assert.Single(await watch.AlarmsAsync(new { AlarmTypes = Some("CompositeAlarm") }));
        Assert.Contains("ALARM(\"credit-decision-5xx\")", (string?)composite["AlarmRule"], StringComparison.Ordinal);
        Assert.Equal("ALARM", (string?)composite["StateValue"]);
    }

    [Fact]
    public async Task An_alarm_over_an_expression_has_its_metrics_in_queries()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var alarm = Assert.Single(await watch.AlarmsAsync(new { AlarmNames = Some("churn-predictor-error-rate") }));

        Assert.Null(alarm["MetricName"]);
        Assert.Equal(["rate", "errors", "invocations"], alarm["Metrics"]!.AsArray().Select(query => (string?)query!["Id"]));
        Assert.Contains("churn-predictor", alarm["Metrics"]![1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_a_prefix_together_are_refused()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var reply = await watch.Client.MetricsAsync("DescribeAlarms", new { AlarmNames = Some("x"), AlarmNamePrefix = "x" });

        Assert.Equal("InvalidParameterCombination", (string?)reply["__type"]);
    }

    [Fact]
    public async Task One_variant_is_autoscaled_between_two_and_eight_and_has_been_scaled()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var target = Assert.Single((await ScalingAsync(watch, "DescribeScalableTargets", new { ServiceNamespace = "sagemaker" }))["ScalableTargets"]!.AsArray())!;
        var policy = (await ScalingAsync(watch, "DescribeScalingPolicies", new { ServiceNamespace = "sagemaker" }))["ScalingPolicies"]![0]!;
        var done = (await ScalingAsync(watch, "DescribeScalingActivities", new { ServiceNamespace = "sagemaker" }))["ScalingActivities"]!.AsArray();

        Assert.Equal("endpoint/fraud-scorer/variant/AllTraffic", (string?)target["ResourceId"]);
        Assert.Equal((2, 8), ((int)target["MinCapacity"]!, (int)target["MaxCapacity"]!));
        Assert.Equal("SageMakerVariantInvocationsPerInstance", (string?)policy["TargetTrackingScalingPolicyConfiguration"]!["PredefinedMetricSpecification"]!["PredefinedMetricType"]);
        Assert.Equal("Setting desired instance count to 3.", (string?)done[0]!["Description"]);
        Assert.All(done, activity => Assert.Equal("Successful", (string?)activity!["StatusCode"]));
    }

    [Fact]
    public async Task A_large_platform_has_two_hundred_endpoints_with_more_alarms_than_a_page_holds()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero), SandboxSize.Large);
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await watch.Client.SageMakerAsync("ListEndpoints", new { MaxResults = 100, NextToken = token });
            names.AddRange(page["Endpoints"]!.AsArray().Select(each => (string)each!["EndpointName"]!));
            token = (string?)page["NextToken"];
        }
        while (token is not null);
        var alarms = await watch.Client.MetricsAsync("DescribeAlarms", new { MaxRecords = 100 });

        Assert.Equal((200, 200), (names.Count, names.Distinct().Count()));
        Assert.Equal(100, alarms["MetricAlarms"]!.AsArray().Count);
        Assert.NotNull(alarms["NextToken"]);
        foreach (var name in names.Where(name => char.IsAsciiDigit(name[^1])).Where((_, index) => index % 12 == 0))
            await EndpointMetricTests.WellAsync(watch, name, 60);

        var asked = await watch.Client.MetricsAsync("GetMetricData", new
        {
            MetricDataQueries = names.Select((name, index) => EndpointWatch.Query($"m{index}", name, "Invocations", "Sum", 86_400, EndpointWatch.Invocation, "AllTraffic")),
            StartTime = watch.Now.AddDays(-14).ToUnixTimeSeconds(),
            EndTime = watch.Now.ToUnixTimeSeconds(),
        });
        // Asynchronous ones publish no invocations; some of the rest are idle.
        var silent = asked["MetricDataResults"]!.AsArray().Count(each => each!["Values"]!.AsArray().Count == 0);
        Assert.InRange(silent, 12, 35);
        Assert.Null(asked["NextToken"]);
    }

    private static string[] Some(params string[] names) => names;

    private static bool Breaches(JsonNode alarm, double value) => (string?)alarm["ComparisonOperator"] == "GreaterThanThreshold"
        ? value > (double)alarm["Threshold"]!
        : value < (double)alarm["Threshold"]!;

    // As many periods up to now as the alarm looks at.
    private static async Task<List<double>> ValuesAsync(EndpointWatch watch, JsonNode alarm)
    {
        var (period, periods) = ((int)alarm["Period"]!, (int)alarm["EvaluationPeriods"]!);
        var end = watch.Now.ToUnixTimeSeconds();
        var reply = await watch.Client.MetricsAsync("GetMetricData", new
        {
            MetricDataQueries = new[]
            {
                new
                {
                    Id = "m",
                    MetricStat = new
                    {
                        Metric = new { Namespace = (string?)alarm["Namespace"], MetricName = (string?)alarm["MetricName"], Dimensions = alarm["Dimensions"] },
                        // A window that slides is read in the minutes that it is made of.
                        Period = period > 3600 ? 60 : period,
                        Stat = (string?)alarm["Statistic"] ?? (string?)alarm["ExtendedStatistic"],
                    },
                },
            },
            StartTime = end - (period * periods),
            EndTime = end,
        });
        var values = reply["MetricDataResults"]![0]!["Values"]!.AsArray().Select(value => (double)value!).ToList();
        return period > 3600 ? [values.Sum()] : values;
    }

    private static async Task<JsonNode> ScalingAsync(EndpointWatch watch, string operation, object input) =>
        (await watch.Client.JsonAsync("application-autoscaling", "AnyScaleFrontendService." + operation, input)).Body;
}
