using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Metrics;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Endpoints.Metrics;

/// <summary>A query as it came to CloudWatch.</summary>
internal sealed record Asked(string Id, string Namespace, string Name, string Statistic, string Dimensions, int Period);

/// <summary>CloudWatch on a scripted AWS: each query is answered by a function of the test.</summary>
internal sealed class ScriptedMetrics : IDisposable
{
    /// <summary>A minute and a half past the hour, so that nothing is aligned by chance.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 1, 30, TimeSpan.Zero);

    public ScriptedMetrics() => Aws.On("GetMetricData", input =>
    {
        var (start, end) = (At(input, "StartTime"), At(input, "EndTime"));
        var results = Queries(input).Select(q => Answer(q, start, end) is { } points
            ? (object)new { q.Id, Label = q.Name, Timestamps = points.Select(p => ScriptedAws.Seconds(p.Time)), Values = points.Select(p => p.Value), StatusCode = StatusOf(q) }
            : new { q.Id, Label = q.Name, Timestamps = Array.Empty<double>(), Values = Array.Empty<double>(), StatusCode = StatusOf(q) }).ToList();
        return Page(input, results);
    }).On("DescribeAlarms", _ => new { MetricAlarms = Array.Empty<object>(), CompositeAlarms = Array.Empty<object>() });

    private AwsConnection? _connection;

    public ScriptedAws Aws { get; } = new();

    public RecordingSink Sink { get; } = new();

    /// <summary>The points of a query from a time to another; null for none.</summary>
    public Func<Asked, DateTimeOffset, DateTimeOffset, IReadOnlyList<(DateTimeOffset Time, double Value)>?> Answer { get; set; } = (_, _, _) => null;

    /// <summary>What CloudWatch says of a query.</summary>
    public Func<Asked, string> StatusOf { get; set; } = _ => "Complete";

    /// <summary>How many results a page has.</summary>
    public int PageSize { get; set; } = int.MaxValue;

    public AwsConnection Connection => _connection ??= TestAws.Connection(Aws.Url);

    public IReadOnlyList<Asked> AllAsked => [.. Aws.CallsTo("GetMetricData").SelectMany(Queries)];

    /// <summary>The same value in each period.</summary>
    public static IReadOnlyList<(DateTimeOffset, double)> Flat(Asked asked, DateTimeOffset start, DateTimeOffset end, double value) =>
        [.. Enumerable.Range(0, (int)((end - start).TotalSeconds / asked.Period)).Select(i => (start.AddSeconds(i * asked.Period), value))];

    public static MlEndpoint Endpoint(string name, MlEndpointKind kind = MlEndpointKind.RealTime, string? type = "ml.c5.2xlarge") => new()
    {
        EndpointName = name,
        Kind = kind,
        Status = MlStatus.Healthy,
        RawStatus = "InService",
        Variants = [new MlEndpointVariant { VariantName = "AllTraffic", InstanceType = type, CurrentInstanceCount = type is null ? null : 2, DesiredInstanceCount = type is null ? null : 2 }],
        Created = Now.AddDays(-100),
        Region = "eu-west-1",
        Account = "123456789012",
    };

    public Task<List<MlEndpointSeries>> ReadAsync(EndpointMetricQuery query, params MlEndpoint[] endpoints) =>
        new EndpointMetricMonitor([Connection], new StoppedClock()).ReadAsync(new EndpointChoice { Read = endpoints }, query, Sink, CancellationToken.None).ToListAsync();

    public static EndpointMetricQuery Query(string? metric = null, params string[] statistics) => new()
    {
        Matches = name => metric is null || name == metric,
        Statistics = statistics,
        Window = new MlWindow(Now.AddHours(-1), Now),
    };

    public static IReadOnlyList<Asked> Queries(JsonElement input) => [.. input.GetProperty("MetricDataQueries").EnumerateArray().Select(q =>
    {
        var stat = q.GetProperty("MetricStat");
        var metric = stat.GetProperty("Metric");
        return new Asked(
            q.GetProperty("Id").GetString()!, metric.GetProperty("Namespace").GetString()!, metric.GetProperty("MetricName").GetString()!, stat.GetProperty("Stat").GetString()!,
            string.Join(',', metric.GetProperty("Dimensions").EnumerateArray().Select(d => $"{d.GetProperty("Name")}={d.GetProperty("Value")}")), stat.GetProperty("Period").GetInt32());
    })];

    public static DateTimeOffset At(JsonElement input, string name) => DateTimeOffset.FromUnixTimeSeconds((long)input.GetProperty(name).GetDouble());

    public void Dispose() => Aws.Dispose();

    private object Page(JsonElement input, List<object> results)
    {
        var from = input.TryGetProperty("NextToken", out var token) && token.GetString() is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var next = from + PageSize < results.Count && PageSize < int.MaxValue ? $"{from + PageSize}" : null;
        return new { MetricDataResults = results.Skip(from).Take(PageSize), NextToken = next };
    }

    internal sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
