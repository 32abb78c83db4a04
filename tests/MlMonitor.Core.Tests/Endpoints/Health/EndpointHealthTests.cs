using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Health;
using MlMonitor.Core.Tests.Endpoints.Metrics;
using MlMonitor.Core.Tests.Support;
using static MlMonitor.Core.Tests.Endpoints.Metrics.ScriptedMetrics;

namespace MlMonitor.Core.Tests.Endpoints.Health;

/// <summary>What is read of endpoints to judge them by, and with how many calls.</summary>
public sealed class EndpointHealthTests : IDisposable
{
    private readonly ScriptedMetrics _aws = new();

    public EndpointHealthTests() => _aws.Answer = (q, start, end) => Flat(q, start, end, q.Name switch { "Invocations" => 100, "ModelLatency" => 20_000, "CPUUtilization" => 160, "MemoryUtilization" or "DiskUtilization" => 30, _ => 0 });

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("ml.m5.xlarge")]
    [InlineData("ml.g4dn.xlarge")]
    public async Task Two_hundred_endpoints_idle_ones_among_them_take_six_calls(string type)
    {
        var answer = _aws.Answer;
        _aws.Answer = (q, start, end) => q.Name == "Invocations" && q.Dimensions.Contains("=e1", StringComparison.Ordinal) ? null : answer(q, start, end);
        var evidence = await ReadAsync([.. Enumerable.Range(0, 200).Select(i => Endpoint($"e{i}", type: type))]);

        Assert.Equal(200, evidence.Count);
        Assert.InRange(_aws.Aws.CallsTo("GetMetricData").Count, 1, 6);
        Assert.All(_aws.Aws.CallsTo("GetMetricData"), c => Assert.InRange(c.GetProperty("MetricDataQueries").GetArrayLength(), 1, 500));
        Assert.Equal(111, _aws.AllAsked.Count(q => q.Period == 86_400));
        Assert.InRange(_aws.AllAsked.Count, 1, 200 * 14);
        Assert.Empty(_aws.Aws.CallsTo("DescribeEndpoint"));
    }

    [Fact]
    public async Task The_same_hours_a_week_ago_are_seven_days_earlier()
    {
        await ReadAsync(Endpoint("e"));
        var calls = _aws.Aws.CallsTo("GetMetricData");

        Assert.Equal(2, calls.Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 10, 55, 0, TimeSpan.Zero), At(calls[0], "StartTime"));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 11, 55, 0, TimeSpan.Zero), At(calls[0], "EndTime"));
        Assert.Equal(TimeSpan.FromDays(7), At(calls[0], "StartTime") - At(calls[1], "StartTime"));
        Assert.Equal(["Invocations Sum", "ModelLatency p90"], Queries(calls[1]).Select(q => $"{q.Name} {q.Statistic}"));
    }

    [Fact]
    public async Task What_no_check_needs_is_not_read()
    {
        await ReadAsync(new EndpointHealthQuery { Checks = new HashSet<MlEndpointCheck> { MlEndpointCheck.Disk } }, Endpoint("e"));

        Assert.Equal("DiskUtilization", Assert.Single(_aws.AllAsked).Name);
        Assert.Empty(_aws.Aws.CallsTo("DescribeAlarms"));
    }

    [Theory]
    [InlineData("Forbidden")]
    [InlineData("PartialData")]
    [InlineData("InternalError")]
    public async Task A_metric_that_CloudWatch_holds_back_is_a_finding_and_the_rest_is_judged(string status)
    {
        _aws.StatusOf = q => q.Name == "ModelLatency" ? status : "Complete";
        var found = EndpointTest.Judge(Assert.Single(await ReadAsync(Endpoint("e", type: "ml.m5.large"))));

        Assert.Equal([(MlEndpointCheck.Metric, MlSeverity.NoData, "ModelLatency"), (MlEndpointCheck.Cpu, MlSeverity.Warning, "CPUUtilization")], found.Select(f => (f.Check, f.Severity, f.MetricName!)));
        Assert.Contains(status, found[0].Reason, StringComparison.Ordinal);
        Assert.Empty(_aws.Sink.Problems);
    }

    [Fact]
    public async Task A_call_that_fails_is_one_problem_and_one_finding_an_endpoint()
    {
        _aws.Aws.On("GetMetricData", _ => throw new ScriptedError("AccessDenied", "not authorized to perform: cloudwatch:GetMetricData"));
        var evidence = await ReadAsync(Endpoint("a"), Endpoint("b"));

        Assert.All(evidence, e => Assert.Equal((MlEndpointCheck.Metric, MlSeverity.NoData), (Assert.Single(EndpointTest.Judge(e)).Check, EndpointTest.Judge(e)[0].Severity)));
        Assert.All(_aws.Sink.Problems, p => Assert.Equal(ProblemId.AccessDenied, p.Id));
    }

    [Fact]
    public async Task An_endpoint_that_was_deleted_meanwhile_is_passed_over()
    {
        _aws.Answer = (_, _, _) => null;
        _aws.Aws.On("DescribeEndpoint", input => input.GetProperty("EndpointName").GetString() == "gone"
            ? throw new ScriptedError("ValidationException", "Could not find endpoint \"arn\".")
            : new { EndpointName = "there", EndpointStatus = "InService" });
        var evidence = await ReadAsync(Endpoint("gone"), Endpoint("there"));

        Assert.Equal("there", Assert.Single(evidence).Endpoint.EndpointName);
        Assert.Contains("The endpoint gone is gone meanwhile.", _aws.Sink.Details);
        Assert.Empty(_aws.Sink.Problems);
    }

    [Fact]
    public async Task Alarms_name_an_endpoint_by_dimension_expression_component_and_composite_and_those_of_scaling_do_not_count()
    {
        static object Of(params (string Name, string Value)[] dimensions) => dimensions.Select(d => new { d.Name, d.Value });
        _aws.Aws.On("DescribeAlarms", input => input.TryGetProperty("AlarmNames", out var names) && names.GetArrayLength() > 0
            ? new { MetricAlarms = names.EnumerateArray().Where(n => n.GetString() == "quiet").Select(_ => new { AlarmName = "quiet", StateValue = "OK", Dimensions = Of(("EndpointName", "e")) }), CompositeAlarms = Array.Empty<object>() }
            : input.TryGetProperty("NextToken", out _)
                ? (object)new { CompositeAlarms = new object[] { new { AlarmName = "above", StateValue = "ALARM", AlarmRule = "ALARM(\"direct\")" }, new { AlarmName = "silence", StateValue = "ALARM", AlarmRule = "OK(quiet) AND ALARM(nowhere)" } } }
                : new
                {
                    NextToken = "2",
                    MetricAlarms = new object[]
                    {
                        new { AlarmName = "direct", StateValue = "ALARM", StateReason = "Threshold Crossed", Dimensions = Of(("EndpointName", "e"), ("VariantName", "v")) },
                        new { AlarmName = "maths", StateValue = "ALARM", Metrics = new object[] { new { Id = "x", Expression = "m/2" }, new { Id = "m", MetricStat = new { Metric = new { Dimensions = Of(("EndpointName", "e")) }, Period = 60, Stat = "Sum" } } } },
                        new { AlarmName = "placed", StateValue = "ALARM", Dimensions = Of(("InferenceComponentName", "chat")) },
                        new { AlarmName = "another", StateValue = "ALARM", Dimensions = Of(("EndpointName", "other")) },
                        new { AlarmName = "TargetTracking-endpoint/e/variant/v-AlarmHigh-1", StateValue = "ALARM", Dimensions = Of(("EndpointName", "e")) },
                    },
                });
        var endpoint = Endpoint("e") with { InferenceComponents = [new MlInferenceComponent { InferenceComponentName = "chat", Status = MlStatus.Healthy }] };
        var evidence = Assert.Single(await ReadAsync(endpoint));

        Assert.Equal(["above", "direct", "maths", "placed", "silence"], evidence.Alarms.Select(a => a.Name));
        Assert.Equal(["direct", "maths", "placed", "silence"], EndpointTest.Judge(evidence).Where(f => f.Check == MlEndpointCheck.Alarm).Select(f => f.PartName));
    }

    [Fact]
    public async Task Alarms_that_may_not_be_read_are_a_problem_and_a_finding()
    {
        _aws.Aws.On("DescribeAlarms", _ => throw new ScriptedError("AccessDenied", "not authorized"));
        var found = EndpointTest.Judge(Assert.Single(await ReadAsync(Endpoint("e"))));

        Assert.Equal((MlEndpointCheck.Alarm, MlSeverity.NoData), (Assert.Single(found).Check, found[0].Severity));
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_aws.Sink.Problems).Id);
    }

    private Task<List<EndpointEvidence>> ReadAsync(params MlEndpoint[] endpoints) => ReadAsync(new EndpointHealthQuery(), endpoints);

    private Task<List<EndpointEvidence>> ReadAsync(EndpointHealthQuery query, params MlEndpoint[] endpoints) =>
        new EndpointHealthMonitor([_aws.Connection], new StoppedClock()).ReadAsync(new EndpointChoice { Read = endpoints }, query, _aws.Sink, CancellationToken.None).ToListAsync();
}
