using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Endpoints.Alarms;

/// <summary>Which alarms name an endpoint.</summary>
public sealed class EndpointAlarmsTests : IDisposable
{
    private readonly ScriptedAws _aws = new();
    private readonly RecordingSink _sink = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task An_endpoint_is_named_in_dimensions_metric_math_queries_and_through_composite_alarms()
    {
        object[] pages =
        [
            new
            {
                MetricAlarms = new object[]
                {
                    Alarm("dimension", "OK", dimensions: Of("EndpointName", "scorer")),
                    Alarm("model-monitor", "ALARM", dimensions: Of("Endpoint", "scorer")),
                    Alarm("math", "OK", metrics:
                    [
                        new { Id = "e", Expression = "100 * m / n", ReturnData = true },
                        new { Id = "m", MetricStat = new { Metric = new { Namespace = "AWS/SageMaker", MetricName = "Invocations", Dimensions = Of("EndpointName", "scorer") }, Period = 60, Stat = "Sum" } },
                    ]),
                    Alarm("query", "OK", metrics: [new { Id = "q", Expression = "SELECT SUM(Invocations) FROM SCHEMA(\"AWS/SageMaker\", EndpointName) WHERE EndpointName = 'scorer'" }]),
                },
                NextToken = "2",
            },
            new
            {
                MetricAlarms = new object[]
                {
                    Alarm("component", "OK", dimensions: Of("InferenceComponentName", "chat")),
                    Alarm("other", "ALARM", dimensions: Of("EndpointName", "scorer-2")),
                    Alarm("of-nothing", "ALARM"),
                    Alarm("TargetTracking-endpoint/scorer/variant/AllTraffic-AlarmHigh-1", "ALARM", dimensions: Of("EndpointName", "scorer")),
                },
                CompositeAlarms = new object[]
                {
                    Composite("top", "ALARM", "ALARM(\"middle\") AND NOT ALARM(of-nothing)"),
                    Composite("middle", "OK", "(OK('dimension') OR ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:top)) OR TRUE"),
                    Composite("scaling", "OK", "ALARM(\"TargetTracking-endpoint/scorer/variant/AllTraffic-AlarmHigh-1\")"),
                },
            },
        ];
        _aws.On("DescribeAlarms", input => pages[input.TryGetProperty("NextToken", out _) ? 1 : 0]);

        var alarms = await EndpointAlarms.ReadAsync(new AwsCaller(TestAws.Connection(_aws.Url), _sink), default);

        Assert.Equal(["component", "dimension", "math", "middle", "model-monitor", "query", "top"], alarms.Of(Endpoint("scorer", "chat")).Select(a => a.Name));
        Assert.Equal(["model-monitor", "top"], alarms.Of(Endpoint("scorer", "chat")).Where(a => a.IsFiring).Select(a => a.Name));
        Assert.Equal(["other"], alarms.Of(Endpoint("scorer-2")).Select(a => a.Name));
        Assert.Empty(alarms.Of(Endpoint("quiet")));
        Assert.Equal(2, _aws.CallsTo("DescribeAlarms").Count);
        Assert.Null(alarms.Failure);
    }

    [Fact]
    public async Task Alarms_that_may_not_be_read_are_a_problem_and_not_none()
    {
        _aws.On("DescribeAlarms", _ => throw new ScriptedError("AccessDenied", "no", 403));

        var alarms = await EndpointAlarms.ReadAsync(new AwsCaller(TestAws.Connection(_aws.Url), _sink), default);

        Assert.Equal(ProblemId.AccessDenied, alarms.Failure!.Id);
        Assert.Same(alarms.Failure, Assert.Single(_sink.Problems));
    }

    [Theory]
    [InlineData("ALARM(\"a b\") AND NOT OK(c) OR INSUFFICIENT_DATA('d')", "a b", "c", "d")]
    [InlineData("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x-5xx)", "x-5xx")]
    [InlineData("TRUE")]
    [InlineData(null)]
    public void The_rule_of_a_composite_names_its_alarms(string? rule, params string[] expected) =>
        Assert.Equal(expected, AlarmNames.ChildrenOf(rule));

    private static object[] Of(string name, string value) => [new { Name = name, Value = value }, new { Name = "VariantName", Value = "AllTraffic" }];

    private static object Alarm(string name, string state, object[]? dimensions = null, object[]? metrics = null) => new
    {
        AlarmName = name,
        StateValue = state,
        Dimensions = dimensions ?? [],
        Metrics = metrics ?? [],
        StateUpdatedTimestamp = 1_790_000_000,
    };

    private static object Composite(string name, string state, string rule) => new { AlarmName = name, StateValue = state, AlarmRule = rule, StateUpdatedTimestamp = 1_790_000_000 };

    private static MlEndpoint Endpoint(string name, params string[] components) => new()
    {
        EndpointName = name,
        Kind = MlEndpointKind.RealTime,
        Status = MlStatus.Healthy,
        Region = "eu-west-1",
        InferenceComponents = new MlList<MlInferenceComponent>([.. components.Select(c => new MlInferenceComponent { InferenceComponentName = c, Status = MlStatus.Healthy })]),
    };
}
