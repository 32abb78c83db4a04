using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

/// <summary>What endpoints publish: believable, and with what was planted, whatever the hour.</summary>
public sealed class EndpointMetricTests
{
    // A Wednesday afternoon, the quietest hour of a Sunday, and the turn of a day.
    public static TheoryData<DateTimeOffset> Hours =>
    [
        new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 15, 4, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.Zero),
    ];

    [Fact]
    public async Task Percentiles_are_those_of_a_log_normal_distribution_in_microseconds()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var p50 = await watch.ReadAsync("churn-predictor", "ModelLatency", "p50", period: 60);
        var p90 = await watch.ReadAsync("churn-predictor", "ModelLatency", "p90", period: 60);
        var p99 = await watch.ReadAsync("churn-predictor", "ModelLatency", "p99", period: 60);

        // Of a spread of 0.35: exp(0.35 x 1.28155) and exp(0.35 x 2.32635), normal quantiles from tables.
        Assert.Equal(60, p50.Count);
        Assert.All(p50.Zip(p90), pair => Assert.Equal(1.5660, pair.Second / pair.First, 0.001));
        Assert.All(p50.Zip(p99), pair => Assert.Equal(2.2574, pair.Second / pair.First, 0.001));
        Assert.InRange(p50.Average(), 12_000, 14_500);
    }

    [Fact]
    public async Task Every_request_has_a_latency_and_says_whether_it_failed()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var asked = await watch.ReadAsync("churn-predictor", "Invocations", "Sum", period: 60);

        Assert.Equal(asked, await watch.ReadAsync("churn-predictor", "ModelLatency", "SampleCount", period: 60));
        Assert.Equal(asked, await watch.ReadAsync("churn-predictor", "OverheadLatency", "SampleCount", period: 60));
        Assert.Equal(asked, await watch.ReadAsync("churn-predictor", "Invocation5XXErrors", "SampleCount", period: 60));
        // Two instances: each request counts for half.
        Assert.Equal(asked.Sum() / 2, (await watch.ReadAsync("churn-predictor", "InvocationsPerInstance", "Sum", period: 60)).Sum(), 0.001);
    }

    [Fact]
    public async Task A_week_has_days_and_nights_and_a_weekend()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero));
        var hourly = await watch.ReadAsync("churn-predictor", "Invocations", "Sum", hours: 168);
        var days = hourly.Chunk(24).Select(day => day.Sum()).ToList();

        Assert.Equal(168, hourly.Count);
        Assert.All(days[..5], day => Assert.InRange(day, 370_000, 420_000));
        Assert.All(days[5..], day => Assert.InRange(day / days[..5].Average(), 0.55, 0.65));
        Assert.InRange(hourly[2] / hourly[14], 0.25, 0.35);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task One_has_become_three_times_as_slow_and_hot(DateTimeOffset now)
    {
        await using var watch = await EndpointWatch.AtAsync(now);
        var latency = (await watch.ReadAsync("fraud-scorer", "ModelLatency", "p90"))[0];
        var before = (await watch.ReadAsync("fraud-scorer", "ModelLatency", "p90", hoursAgo: 168))[0];
        var cpu = await watch.ReadAsync("fraud-scorer", "CPUUtilization", "Average", space: EndpointWatch.Instance);
        var cpuBefore = await watch.ReadAsync("fraud-scorer", "CPUUtilization", "Average", hoursAgo: 168, space: EndpointWatch.Instance);

        Assert.InRange(latency / before, 2.7, 3.3);
        // Eight cores: 800 % is all there is.
        Assert.InRange(cpu[0], 8 * 80, 8 * 92);
        Assert.InRange(cpuBefore[0], 8 * 5, 8 * 60);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task One_has_failed_six_in_a_hundred_for_three_hours(DateTimeOffset now)
    {
        await using var watch = await EndpointWatch.AtAsync(now);
        var rates = await watch.ReadAsync("product-recommender", "Invocation5XXErrors", "Average", hours: 6);
        var model = await watch.ReadAsync("product-recommender", "InvocationModelErrors", "Average", hours: 6);

        Assert.All(rates[3..], rate => Assert.InRange(rate, 0.05, 0.07));
        Assert.All(rates[..3], rate => Assert.InRange(rate, 0, 0.003));
        Assert.All(model[3..], rate => Assert.InRange(rate, 0.04, 0.06));
    }

    [Fact]
    public async Task A_queue_has_grown_for_six_hours_and_is_known_by_the_endpoint_alone()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var size = await watch.ReadAsync("image-defect-detector", "ApproximateBacklogSize", "Average", hours: 8, variant: null);
        var age = await watch.ReadAsync("image-defect-detector", "ApproximateAgeOfOldestRequest", "Maximum", period: 60, variant: null);

        Assert.InRange(size[1], 0, 10);
        Assert.Equal(size[2..].Order(), size[2..]);
        Assert.InRange(age[^1], 2350, 2400);
        Assert.Empty(await watch.ReadAsync("image-defect-detector", "ApproximateBacklogSize", "Average"));
        Assert.Empty(await watch.ReadAsync("image-defect-detector", "Invocations", "Sum"));
        Assert.NotEmpty(await watch.ReadAsync("image-defect-detector", "ModelLatency", "p50"));
    }

    [Fact]
    public async Task A_serverless_variant_starts_cold_now_and_then_and_rests_for_a_minute_at_night()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 15, 6, 0, 0, TimeSpan.Zero));
        var asked = await watch.ReadAsync("ticket-classifier", "Invocations", "Sum", hours: 6, period: 60);
        var cold = (await watch.ReadAsync("ticket-classifier", "ModelSetupTime", "SampleCount", hours: 6)).Sum();

        Assert.InRange(asked.Count, 250, 359);
        Assert.DoesNotContain(0, asked);
        Assert.InRange(cold / asked.Sum(), 0.01, 0.09);
        Assert.Empty(await watch.ReadAsync("ticket-classifier", "CPUUtilization", "Average", space: EndpointWatch.Instance));
        Assert.InRange((await watch.ReadAsync("ticket-classifier", "MemoryUtilization", "Average", space: EndpointWatch.Instance))[0], 50, 65);
    }

    [Fact]
    public async Task One_has_been_idle_for_three_weeks_and_one_never_published_anything()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero));
        var days = await watch.ReadAsync("price-optimizer", "Invocations", "Sum", hours: 30 * 24, period: 86_400);
        var listed = await watch.Client.MetricsAsync("ListMetrics", new { Dimensions = new[] { new { Name = "EndpointName", Value = "demand-forecaster" } } });

        Assert.Equal(9, days.Count);
        Assert.NotEmpty(await watch.ReadAsync("price-optimizer", "CPUUtilization", "Average", space: EndpointWatch.Instance));
        Assert.Empty(listed["Metrics"]!.AsArray());
    }

    [Fact]
    public async Task Containers_and_components_are_told_apart_by_their_dimensions()
    {
        await using var watch = await EndpointWatch.AtAsync(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero));
        var containers = await DimensionsAsync("ContainerName");
        var components = await DimensionsAsync("InferenceComponentName");

        Assert.Equal(["ContainerLatency"], containers.Select(each => each.Metric).Distinct());
        Assert.Equal(["diversity", "features", "ranker"], containers.Select(each => each.Value).Order());
        Assert.Equal(["support-llm-chat"], components.Select(each => each.Value).Distinct());
        Assert.Contains("InvocationsPerCopy", components.Select(each => each.Metric));
        Assert.Contains("GPUUtilizationNormalized", components.Select(each => each.Metric));

        async Task<List<(string Metric, string Value)>> DimensionsAsync(string name) =>
            (await watch.Client.MetricsAsync("ListMetrics", new { Dimensions = new[] { new { Name = name } } }))["Metrics"]!.AsArray()
                .Select(each => ((string)each!["MetricName"]!, (string)each["Dimensions"]!.AsArray().First(one => (string?)one!["Name"] == name)!["Value"]!))
                .ToList();
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Nothing_else_is_wrong(DateTimeOffset now)
    {
        await using var watch = await EndpointWatch.AtAsync(now);
        foreach (var name in new[] { "churn-predictor", "store-forecaster", "support-llm", "ticket-classifier", "price-optimizer", "credit-decision", "image-defect-detector" })
            await WellAsync(watch, name, name == "store-forecaster" ? 83 : 60);

        Assert.InRange((await watch.ReadAsync("store-forecaster", "DiskUtilization", "Average", space: EndpointWatch.Instance))[0], 81.5, 82.5);
    }

    internal static async Task WellAsync(EndpointWatch watch, string name, double disk)
    {
        var endpoint = await watch.Client.SageMakerAsync("DescribeEndpoint", new { EndpointName = name });
        var config = await watch.Client.SageMakerAsync("DescribeEndpointConfig", new { EndpointConfigName = (string?)endpoint["EndpointConfigName"] });
        foreach (var variant in config["ProductionVariants"]!.AsArray())
        {
            var (cores, variantName) = (CoresOf((string?)variant!["InstanceType"]), (string)variant["VariantName"]!);
            foreach (var (metric, most) in new[] { ("CPUUtilization", 70.0 * cores), ("MemoryUtilization", 75), ("DiskUtilization", disk), ("GPUUtilization", 75), ("GPUMemoryUtilization", 75) })
                Assert.All(await watch.ReadAsync(name, metric, "Average", space: EndpointWatch.Instance, variant: variantName), value => Assert.InRange(value, 0, most));
            foreach (var (metric, most) in new[] { ("Invocation5XXErrors", 0.005), ("InvocationModelErrors", 0.005), ("Invocation4XXErrors", 0.01) })
                Assert.All(await watch.ReadAsync(name, metric, "Average", variant: variantName), value => Assert.InRange(value, 0, most));
            Assert.InRange(await RatioAsync("ModelLatency"), 0.9, 1.1);

            async Task<double> RatioAsync(string metric)
            {
                var (latest, before) = (
                    await watch.ReadAsync(name, metric, "p90", variant: variantName), await watch.ReadAsync(name, metric, "p90", hoursAgo: 168, variant: variantName));
                return latest.Count == 0 && before.Count == 0 ? 1 : latest[0] / before[0];
            }
        }
    }

    // AWS's table of instance types.
    private static int CoresOf(string? type) => type switch
    {
        null => 1,
        "ml.m5.large" or "ml.r5.large" => 2,
        "ml.m5.xlarge" or "ml.g4dn.xlarge" => 4,
        "ml.m5.4xlarge" => 16,
        _ => 8,
    };
}
