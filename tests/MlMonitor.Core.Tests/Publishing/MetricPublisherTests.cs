using System.Globalization;
using Amazon.CloudWatch.Model;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Publishing;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using static MlMonitor.Core.Tests.Publishing.Measurables;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>Sending numbers, to the sandbox and to a script that looks at the requests.</summary>
public sealed class MetricPublisherTests
{
    [Fact]
    public async Task What_was_put_is_read_back_with_all_values_of_a_point()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Now.AddMinutes(2)) });
        var metrics = Gather(Drifted("a", 0.1), Drifted("b", 0.3, MlSeverity.Critical), Drifted("c", 0.1));
        var sink = new RecordingSink();

        var published = await new MetricPublisher(TestAws.Connection(sandbox), "MlMonitor").PublishAsync(metrics, sink, CancellationToken.None);

        Assert.Empty(sink.Problems);
        Assert.Equal((6, 6, 0, 1), (published.Points, published.Sent, published.NotSent, published.Calls));
        Assert.Equal(("MlMonitor", "eu-west-1", 2), (published.Namespace, published.Region, published.Metric.Count));
        Assert.Equal(3, await ReadAsync(sandbox, "Value", "SampleCount"));
        Assert.Equal(0.5 / 3, (await ReadAsync(sandbox, "Value", "Average"))!.Value, 12);
        Assert.Equal(0.3, await ReadAsync(sandbox, "Value", "Maximum"));
        Assert.Equal(2, await ReadAsync(sandbox, "Severity", "Maximum"));
        Assert.Equal(0, await ReadAsync(sandbox, "Severity", "Minimum"));
    }

    [Fact]
    public async Task Twenty_five_hundred_metrics_are_three_calls_of_a_thousand_at_most()
    {
        using var aws = Takes();
        var published = await PublishAsync(aws, Many(1250));

        Assert.Equal((2500, 2500, 3), (published.Points, published.Sent, published.Calls));
        Assert.Equal([1000, 1000, 500], Sizes(aws));
    }

    [Fact]
    public async Task A_call_is_no_larger_than_a_megabyte_and_not_much_smaller_where_there_is_more()
    {
        using var aws = Takes();
        // Names as long as they may be, with signs that are longer in JSON.
        var published = await PublishAsync(aws, Many(600, "\"<é>" + new string('x', 990)));

        var bodies = aws.CallsTo("PutMetricData").Select(body => body.GetRawText().Length).ToList();
        Assert.Equal(published.Points, published.Sent);
        Assert.All(bodies, length => Assert.InRange(length, 1, 1_000_000));
        Assert.All(bodies.SkipLast(1), length => Assert.InRange(length, 900_000, 1_000_000));
    }

    [Fact]
    public async Task A_metric_of_many_values_is_parted_by_a_hundred_and_fifty()
    {
        using var aws = Takes();
        var metrics = Gather([.. Enumerable.Range(0, 400).Select(n => Drifted($"f{n}", n / 7.0))]);
        var published = await PublishAsync(aws, metrics);

        var data = Assert.Single(aws.CallsTo("PutMetricData")).GetProperty("MetricData").EnumerateArray().Where(d => d.GetProperty("MetricName").GetString() == "Value").ToList();
        Assert.Equal([150, 150, 100], data.Select(d => d.GetProperty("Values").GetArrayLength()));
        Assert.Equal(Enumerable.Range(0, 400).Select(n => n / 7.0), data.SelectMany(d => d.GetProperty("Values").EnumerateArray()).Select(v => v.GetDouble()));
        Assert.All(data.SelectMany(d => d.GetProperty("Counts").EnumerateArray()), count => Assert.Equal(1, count.GetDouble()));
        Assert.Equal(800, published.Sent);
    }

    [Fact]
    public async Task Nothing_is_no_call()
    {
        using var aws = Takes();
        Assert.Equal((0, 0), await PublishAsync(aws, Gather()) is var p ? (p.Calls, p.Points) : default);
        Assert.Empty(aws.CallsTo("PutMetricData"));
    }

    [Fact]
    public async Task A_call_that_fails_does_not_keep_the_next_from_being_made()
    {
        var calls = 0;
        using var aws = Takes().On("PutMetricData", _ => ++calls == 2 ? throw new ScriptedError("InvalidParameterValue", "no") : new { });
        var sink = new RecordingSink();
        var published = await PublishAsync(aws, Many(1250), sink);

        Assert.Equal((3, 1500, 1000), (published.Calls, published.Sent, published.NotSent));
        Assert.Equal((ProblemId.InvalidRequest, "Space"), (Assert.Single(sink.Problems).Id, sink.Problems.Single().Target));
    }

    [Theory]
    [InlineData(FaultKind.Denied, ProblemId.AccessDenied, 1)]
    [InlineData(FaultKind.Throttle, ProblemId.Throttled, 3)]
    [InlineData(FaultKind.Expired, ProblemId.CredentialExpired, 1)]
    [InlineData(FaultKind.Error500, ProblemId.ServiceFault, 3)]
    public async Task What_was_not_taken_says_why_and_who_may_not_write_is_asked_for_once(FaultKind fault, ProblemId expected, int calls)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Now), Faults = [new Fault { Kind = fault, Operation = "cloudwatch:.*", RetryAfterSeconds = 0 }] });
        var sink = new RecordingSink();
        var published = await new MetricPublisher(TestAws.Connection(sandbox), "MlMonitor").PublishAsync(Many(1250), sink, CancellationToken.None);

        Assert.Equal((0, 2500, calls), (published.Sent, published.NotSent, published.Calls));
        Assert.Equal(calls, sink.Problems.Count);
        Assert.All(sink.Problems, problem => Assert.Equal(expected, problem.Id));
    }

    private static ScriptedAws Takes() => new ScriptedAws().On("PutMetricData", _ => new { });

    private static IEnumerable<int> Sizes(ScriptedAws aws) => aws.CallsTo("PutMetricData").Select(body => body.GetProperty("MetricData").GetArrayLength());

    private static Task<MlMetricPublication> PublishAsync(ScriptedAws aws, GatheredMetrics metrics, RecordingSink? sink = null) =>
        new MetricPublisher(TestAws.Connection(aws.Url), "Space").PublishAsync(metrics, sink ?? new RecordingSink(), CancellationToken.None);

    private static GatheredMetrics Many(int count, string name = "f") =>
        Gather([.. Enumerable.Range(0, count).Select(n => Drifted($"{n.ToString(CultureInfo.InvariantCulture)}{name}", n / 3.0))]);

    private static GatheredMetrics Gather(params MlFinding[] findings)
    {
        var metrics = new GatheredMetrics(findings.Length > 500 ? ["FeatureName"] : [], null, Now);
        foreach (var finding in findings)
            metrics.Add(finding.ToMeasurement());
        return metrics;
    }

    private static async Task<double?> ReadAsync(SandboxServer sandbox, string metric, string statistic)
    {
        var connection = TestAws.Connection(sandbox);
        var reply = await connection.Clients.CloudWatch(connection).GetMetricDataAsync(
            new GetMetricDataRequest
            {
                StartTime = Now.UtcDateTime.AddMinutes(-10),
                EndTime = Now.UtcDateTime.AddMinutes(10),
                MetricDataQueries =
                [
                    new MetricDataQuery
                    {
                        Id = "m",
                        MetricStat = new MetricStat
                        {
                            Period = 60,
                            Stat = statistic,
                            Metric = new Metric
                            {
                                Namespace = "MlMonitor",
                                MetricName = metric,
                                Dimensions =
                                [
                                    new Dimension { Name = "Source", Value = "Drift" }, new Dimension { Name = "EndpointName", Value = "churn" },
                                    new Dimension { Name = "Check", Value = "Drift" }, new Dimension { Name = "Role", Value = "Input" },
                                ],
                            },
                        },
                    },
                ],
            },
            CancellationToken.None);
        return reply.MetricDataResults.Single().Values?.SingleOrDefault();
    }
}
