using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

/// <summary>A sandbox at a moment, and what CloudWatch says there of endpoints.</summary>
internal sealed class EndpointWatch : IAsyncDisposable
{
    public const string Invocation = "AWS/SageMaker";
    public const string Instance = "/aws/sagemaker/Endpoints";

    private static readonly string[] Types = ["MetricAlarm", "CompositeAlarm"];

    private readonly SandboxServer _sandbox;

    private EndpointWatch(SandboxServer sandbox, DateTimeOffset now)
    {
        (_sandbox, Now) = (sandbox, now);
        Client = new SignedClient(sandbox.Address);
    }

    public DateTimeOffset Now { get; }

    public SignedClient Client { get; }

    public static async Task<EndpointWatch> AtAsync(DateTimeOffset now, SandboxSize size = SandboxSize.Small) =>
        new(await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(now), Size = size }), now);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _sandbox.DisposeAsync();
    }

    /// <summary>The points of a metric, oldest first: by default of the hour up to now, whole.</summary>
    public async Task<List<double>> ReadAsync(
        string endpoint, string metric, string statistic, double hours = 1, int period = 3600, double hoursAgo = 0, string space = Invocation, string? variant = "AllTraffic")
    {
        var end = Now.AddHours(-hoursAgo);
        var reply = await Client.MetricsAsync("GetMetricData", new
        {
            MetricDataQueries = new[] { Query("m", endpoint, metric, statistic, period, space, variant) },
            StartTime = end.AddHours(-hours).ToUnixTimeSeconds(),
            EndTime = end.ToUnixTimeSeconds(),
            ScanBy = "TimestampAscending",
        });
        return reply["MetricDataResults"]![0]!["Values"]!.AsArray().Select(value => (double)value!).ToList();
    }

    public static object Query(string id, string endpoint, string metric, string statistic, int period, string space, string? variant) => new
    {
        Id = id,
        MetricStat = new
        {
            Metric = new
            {
                Namespace = space,
                MetricName = metric,
                Dimensions = new[] { ("EndpointName", endpoint), ("VariantName", variant) }.Where(each => each.Item2 is not null)
                    .Select(each => new { Name = each.Item1, Value = each.Item2 }),
            },
            Period = period,
            Stat = statistic,
        },
    };

    public async Task<List<JsonNode>> AlarmsAsync(object? input = null)
    {
        var reply = await Client.MetricsAsync("DescribeAlarms", input ?? new { MaxRecords = 100, AlarmTypes = Types });
        return reply["MetricAlarms"]!.AsArray().Concat(reply["CompositeAlarms"]!.AsArray()).OfType<JsonNode>().ToList();
    }
}
