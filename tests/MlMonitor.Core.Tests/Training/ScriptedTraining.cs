using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Training;

/// <summary>Training jobs and their metrics on a scripted AWS that answers as awkwardly as CloudWatch may.</summary>
internal sealed class ScriptedTraining : IDisposable
{
    public const string Account = "123456789012";
    private readonly Dictionary<(string Host, string Name), (DateTimeOffset Time, double Value)[]> _points = [];

    public ScriptedTraining(DateTimeOffset created)
    {
        Created = created;
        Aws.On("DescribeTrainingJob", Describe)
            .On("GetMetricData", Data)
            .On("ListMetrics", List)
            .On("BatchGetMetrics", Batch);
    }

    public ScriptedAws Aws { get; } = new();

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset? Ended { get; set; }

    public string Status { get; set; } = "Completed";

    public string? FailureReason { get; set; }

    public string InstanceType { get; set; } = "ml.m5.xlarge";

    public int InstanceCount { get; set; } = 1;

    public IReadOnlyList<string> Definitions { get; set; } = [];

    public Dictionary<string, string> Final { get; } = [];

    /// <summary>How many points of all metrics together a page holds.</summary>
    public int PageSize { get; set; } = 100_000;

    /// <summary>The status of a metric's result in the last page.</summary>
    public Dictionary<string, string> Statuses { get; } = [];

    /// <summary>Asked before each GetMetricData; an error it gives is the answer.</summary>
    public Func<ScriptedError?> BeforeData { get; set; } = () => null;

    public Dictionary<string, (string Status, long[] Steps, double[] Values)> Iterations { get; } = [];

    /// <summary>Puts points; the host is the job's name, or the instance's.</summary>
    public void Put(string host, string name, params (DateTimeOffset Time, double Value)[] points) => _points[(host, name)] = points;

    public void Dispose() => Aws.Dispose();

    private object Describe(JsonElement input)
    {
        var name = input.GetProperty("TrainingJobName").GetString()!;
        if (name.StartsWith("no-such", StringComparison.Ordinal))
            throw new ScriptedError("ValidationException", "Requested resource not found.");
        return new Dictionary<string, object?>
        {
            ["TrainingJobName"] = name,
            ["TrainingJobArn"] = $"arn:aws:sagemaker:eu-west-1:{Account}:training-job/{name}",
            ["TrainingJobStatus"] = Status,
            ["SecondaryStatus"] = Status == "InProgress" ? "Training" : Status,
            ["FailureReason"] = FailureReason,
            ["CreationTime"] = ScriptedAws.Seconds(Created),
            ["TrainingStartTime"] = ScriptedAws.Seconds(Created),
            ["TrainingEndTime"] = Ended is { } ended ? ScriptedAws.Seconds(ended) : null,
            ["ResourceConfig"] = new { InstanceType, InstanceCount, VolumeSizeInGB = 30 },
            ["AlgorithmSpecification"] = new { TrainingInputMode = "File", MetricDefinitions = Definitions.Select(n => new { Name = n, Regex = "x" }) },
            ["FinalMetricDataList"] = Final.Select(f => new { MetricName = f.Key, Value = JsonSerializer.Deserialize<JsonElement>(f.Value), Timestamp = ScriptedAws.Seconds(Created.AddMinutes(9)) }),
        };
    }

    /// <summary>Pages that cut through metrics, out of order, some times twice, and every page but the last partial.</summary>
    private object Data(JsonElement input)
    {
        if (BeforeData() is { } error)
            throw error;
        var begin = DateTimeOffset.FromUnixTimeMilliseconds((long)(input.GetProperty("StartTime").GetDouble() * 1000));
        var end = DateTimeOffset.FromUnixTimeMilliseconds((long)(input.GetProperty("EndTime").GetDouble() * 1000));
        var queries = input.GetProperty("MetricDataQueries").EnumerateArray().Select(q => (Id: q.GetProperty("Id").GetString()!, Metric: q.GetProperty("MetricStat").GetProperty("Metric"))).ToList();
        var all = queries
            .SelectMany(q => Points(q.Metric).Where(p => p.Time >= begin && p.Time < end).Select(p => (q.Id, p.Time, p.Value)))
            .OrderBy(p => p.Value)
            .ToList();
        var from = input.TryGetProperty("NextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        // The last point of the page before comes again.
        var page = all.Skip(Math.Max(0, from - 1)).Take(PageSize + (from > 0 ? 1 : 0)).ToList();
        var isLast = from + PageSize >= all.Count;
        return new
        {
            MetricDataResults = queries
                .Where(q => isLast || page.Exists(p => p.Id == q.Id))
                .Select(q => (q.Id, Status: isLast ? Statuses.GetValueOrDefault(NameOf(q.Metric), "Complete") : "PartialData"))
                .Select(q => new
                {
                    q.Id,
                    Label = q.Id,
                    Timestamps = page.Where(p => p.Id == q.Id && q.Status != "Forbidden").Select(p => ScriptedAws.Seconds(p.Time)),
                    Values = page.Where(p => p.Id == q.Id && q.Status != "Forbidden").Select(p => p.Value),
                    StatusCode = q.Status,
                    Messages = q.Status == "Forbidden" ? new[] { new { Code = "Forbidden", Value = "not\u001b[31m yours" } } : [],
                }),
            NextToken = isLast ? null : $"{from + PageSize}",
        };
    }

    private (DateTimeOffset Time, double Value)[] Points(JsonElement metric)
    {
        var dimension = metric.GetProperty("Dimensions")[0];
        Assert.Equal("/aws/sagemaker/TrainingJobs", metric.GetProperty("Namespace").GetString());
        Assert.Equal(dimension.GetProperty("Value").GetString()!.Contains('/', StringComparison.Ordinal) ? "Host" : "TrainingJobName", dimension.GetProperty("Name").GetString());
        return _points.GetValueOrDefault((dimension.GetProperty("Value").GetString()!, NameOf(metric)), []);
    }

    private object List(JsonElement input)
    {
        var job = input.GetProperty("Dimensions")[0].GetProperty("Value").GetString()!;
        var names = _points.Keys.Where(k => k.Host == job).Select(k => k.Name).ToList();
        var from = input.TryGetProperty("NextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        return new
        {
            Metrics = names.Skip(from).Take(2).Select(n => new { Namespace = "/aws/sagemaker/TrainingJobs", MetricName = n, Dimensions = new[] { new { Name = "TrainingJobName", Value = job } } }),
            NextToken = from + 2 < names.Count ? $"{from + 2}" : null,
        };
    }

    private object Batch(JsonElement input) => new
    {
        MetricQueryResults = input.GetProperty("MetricQueries").EnumerateArray()
            .Select(q => Iterations.TryGetValue(NameOf(q), out var r) ? r : (Status: "ValidationError", Steps: [], Values: []))
            .Select(r => new { r.Status, Message = r.Status == "Complete" ? "" : "as scripted", XAxisValues = r.Steps, MetricValues = r.Values }),
    };

    private static string NameOf(JsonElement metric) => metric.GetProperty("MetricName").GetString()!;
}
