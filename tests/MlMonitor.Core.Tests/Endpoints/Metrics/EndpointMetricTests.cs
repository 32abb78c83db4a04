using MlMonitor.Core.Endpoints.Metrics;
using static MlMonitor.Core.Tests.Endpoints.Metrics.ScriptedMetrics;

namespace MlMonitor.Core.Tests.Endpoints.Metrics;

/// <summary>How the numbers of CloudWatch become those that are given.</summary>
public sealed class EndpointMetricTests : IDisposable
{
    private readonly ScriptedMetrics _aws = new();

    public void Dispose() => _aws.Dispose();

    // ml.c5.2xlarge has 8 vCPUs, ml.g4dn.12xlarge 48 and 4 GPUs (https://aws.amazon.com/sagemaker/pricing/).
    [Theory]
    [InlineData("ModelLatency", "p90", "ml.c5.2xlarge", 200_000, 200, "ms")]
    [InlineData("OverheadLatency", "p50", "ml.c5.2xlarge", 1500, 1.5, "ms")]
    [InlineData("ModelLatency", "SampleCount", "ml.c5.2xlarge", 12, 12, "")]
    [InlineData("CPUUtilization", "Average", "ml.c5.2xlarge", 640, 80, "%")]
    [InlineData("GPUUtilization", "Average", "ml.g4dn.12xlarge", 100, 25, "%")]
    [InlineData("GPUMemoryUtilization", "Maximum", "ml.g4dn.12xlarge", 380, 95, "%")]
    [InlineData("MemoryUtilization", "Maximum", "ml.g4dn.12xlarge", 61, 61, "%")]
    [InlineData("DiskUtilization", "Maximum", "ml.c5.2xlarge", 82, 82, "%")]
    [InlineData("Invocations", "Sum", "ml.c5.2xlarge", 77, 77, "")]
    [InlineData("InvocationRate", "Average", "ml.c5.2xlarge", 90, 1.5, "1/s")]
    public async Task Values_are_given_in_units_that_people_read(string metric, string statistic, string type, double raw, double expected, string unit)
    {
        _aws.Answer = (q, start, end) => Flat(q, start, end, raw);
        var series = Assert.Single(await _aws.ReadAsync(Query(metric, statistic), Endpoint("e", type: type)));

        Assert.Equal((metric, statistic, unit, ""), (series.MetricName, series.Statistic, series.Unit, series.Note));
        Assert.All(series.Points, p => Assert.Equal(expected, p.Value, 9));
        Assert.Equal(expected, series.Average!.Value, 9);
        Assert.Equal("AllTraffic", series.VariantName);
    }

    [Fact]
    public async Task Of_an_instance_type_that_is_not_known_the_raw_value_comes_with_a_note()
    {
        _aws.Answer = (q, start, end) => Flat(q, start, end, 640);
        var series = Assert.Single(await _aws.ReadAsync(Query("CPUUtilization", "Average") with { ReportsGaps = true }, Endpoint("e", type: "ml.z99.large")));

        Assert.Equal(640, series.Average);
        Assert.Contains("percent of one core", series.Note, StringComparison.Ordinal);
        Assert.Contains("ml.z99.large", Assert.Single(_aws.Sink.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_rate_has_no_point_where_there_is_no_request()
    {
        _aws.Answer = (q, start, _) => q.Name == "Invocations"
            ? [(start, 200), (start.AddMinutes(1), 0), (start.AddMinutes(3), 50)]
            : [(start, 10), (start.AddMinutes(1), 0), (start.AddMinutes(2), 3), (start.AddMinutes(3), 0)];
        var series = Assert.Single(await _aws.ReadAsync(Query("ErrorRate"), Endpoint("e")));

        Assert.Equal([5.0, 0.0], series.Points.Select(p => p.Value));
        Assert.Equal(["Sum", "Sum"], _aws.AllAsked.Select(q => q.Statistic));
    }

    [Fact]
    public async Task The_window_is_of_whole_settled_periods()
    {
        await _aws.ReadAsync(Query("Invocations") with { Period = 300, Settling = TimeSpan.FromMinutes(5) }, Endpoint("e"));
        var call = Assert.Single(_aws.Aws.CallsTo("GetMetricData"));

        // 12:01:30 less five minutes is 11:56:30: the period from 11:55 has not settled yet.
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 11, 0, 0, TimeSpan.Zero), At(call, "StartTime"));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 11, 55, 0, TimeSpan.Zero), At(call, "EndTime"));
    }

    [Fact]
    public async Task Where_nothing_has_settled_a_warning_says_so_and_nothing_is_asked()
    {
        Assert.Empty(await _aws.ReadAsync(Query("Invocations") with { Window = new MlWindow(Now.AddMinutes(-3), Now) }, Endpoint("e")));

        Assert.Single(_aws.Sink.Warnings);
        Assert.Empty(_aws.Aws.CallsTo("GetMetricData"));
    }

    [Theory]
    [InlineData(1, null, 60)]
    [InlineData(20, null, 300 * 12)]
    [InlineData(20, 60, 300)]
    [InlineData(70, 60, 3600)]
    public async Task The_period_follows_the_age_of_the_window(int days, int? asked, int expected)
    {
        await _aws.ReadAsync(Query("Invocations") with { Window = new MlWindow(Now.AddDays(-days), Now), Period = asked }, Endpoint("e"));

        Assert.Equal(expected, Assert.Single(_aws.AllAsked).Period);
    }

    [Theory]
    [InlineData("Forbidden", ProblemId.MetricForbidden)]
    [InlineData("PartialData", ProblemId.MetricIncomplete)]
    [InlineData("InternalError", ProblemId.MetricIncomplete)]
    public async Task What_CloudWatch_holds_back_is_a_problem_of_that_metric_alone(string status, ProblemId expected)
    {
        _aws.Answer = (q, start, end) => Flat(q, start, end, 1);
        _aws.StatusOf = q => q.Name == "DiskUtilization" ? status : "Complete";
        var series = await _aws.ReadAsync(Query(null, "Average") with { ReportsGaps = true }, Endpoint("e"));

        Assert.Equal(expected, Assert.Single(_aws.Sink.Problems).Id);
        Assert.Contains(status, series.Single(s => s.MetricName == "DiskUtilization").Note, StringComparison.Ordinal);
        Assert.All(series.Where(s => s.MetricName != "DiskUtilization"), s => Assert.Equal("", s.Note));
    }

    [Fact]
    public async Task Pages_are_put_together()
    {
        _aws.PageSize = 3;
        _aws.Answer = (q, start, end) => Flat(q, start, end, 4);
        var series = await _aws.ReadAsync(Query(), Endpoint("e"));

        Assert.True(_aws.Aws.CallsTo("GetMetricData").Count > 5);
        Assert.All(series, s => Assert.Equal((55, ""), (s.Points.Count, s.Note)));
    }

    [Fact]
    public async Task A_call_that_fails_is_one_problem_and_each_series_says_so()
    {
        _aws.Aws.On("GetMetricData", _ => throw new Support.ScriptedError("AccessDenied", "User: intern is not authorized to perform: cloudwatch:GetMetricData"));
        var series = await _aws.ReadAsync(Query() with { ReportsGaps = true }, Endpoint("e"));

        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_aws.Sink.Problems).Id);
        Assert.All(series, s => Assert.Contains("a call failed", s.Note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_kind_is_asked_for_what_it_has()
    {
        static string[] Names(MlEndpointKind kind) => [.. EndpointMetrics.Of(kind).Select(m => m.Name).Distinct()];

        Assert.DoesNotContain("OverheadLatency", Names(MlEndpointKind.Asynchronous));
        Assert.DoesNotContain("Invocations", Names(MlEndpointKind.Asynchronous));
        Assert.DoesNotContain("CPUUtilization", Names(MlEndpointKind.Serverless));
        Assert.DoesNotContain("InvocationModelErrors", Names(MlEndpointKind.Serverless));
        Assert.Contains("ModelCacheHit", Names(MlEndpointKind.MultiModel));
        await _aws.ReadAsync(Query("ApproximateBacklogSize"), Endpoint("queue", MlEndpointKind.Asynchronous));
        await _aws.ReadAsync(Query("InvocationsProcessed"), Endpoint("queue", MlEndpointKind.Asynchronous));
        await _aws.ReadAsync(Query("MemoryUtilization", "Average"), Endpoint("less", MlEndpointKind.Serverless, null));
        var component = Endpoint("llm", MlEndpointKind.InferenceComponent) with { InferenceComponents = [new MlInferenceComponent { InferenceComponentName = "chat", Status = MlStatus.Healthy }] };
        await _aws.ReadAsync(Query("GPUUtilizationNormalized", "Average"), component);

        Assert.Equal(
            [
                "AWS/SageMaker ApproximateBacklogSize EndpointName=queue",
                "AWS/SageMaker InvocationsProcessed EndpointName=queue,VariantName=AllTraffic",
                "AWS/SageMaker InvocationsProcesssed EndpointName=queue,VariantName=AllTraffic",
                "/aws/sagemaker/Endpoints MemoryUtilization EndpointName=less,VariantName=AllTraffic",
                "AWS/SageMaker MemoryUtilization EndpointName=less,VariantName=AllTraffic",
                "/aws/sagemaker/InferenceComponents GPUUtilizationNormalized InferenceComponentName=chat",
            ],
            _aws.AllAsked.Select(q => $"{q.Namespace} {q.Name} {q.Dimensions}"));
    }

    [Fact]
    public async Task Where_two_places_may_have_a_metric_the_one_that_does_counts()
    {
        _aws.Answer = (q, start, end) => q.Namespace == "AWS/SageMaker" ? Flat(q, start, end, 57) : null;

        Assert.Equal(57, Assert.Single(await _aws.ReadAsync(Query("MemoryUtilization", "Average"), Endpoint("less", MlEndpointKind.Serverless, null))).Average);
    }

    [Fact]
    public async Task A_metric_that_several_series_need_is_asked_for_once()
    {
        await _aws.ReadAsync(Query(), Endpoint("e"));

        Assert.Equal(_aws.AllAsked.Count, _aws.AllAsked.Distinct().Count());
        Assert.Single(_aws.AllAsked, q => q.Name == "Invocations");
        Assert.Contains($"{_aws.AllAsked.Count} billed metrics of 1 endpoints in 1 batches", Assert.Single(_aws.Sink.Details), StringComparison.Ordinal);
    }
}
