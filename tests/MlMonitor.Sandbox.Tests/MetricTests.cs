using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Sandbox.Tests;

/// <summary>What jobs measure looks like training, and agrees wherever it is shown.</summary>
public sealed class MetricTests : IAsyncLifetime, IDisposable
{
    private const string Space = "/aws/sagemaker/TrainingJobs";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 30, TimeSpan.Zero));
    private SandboxServer _sandbox = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = _clock });
        _client = new SignedClient(_sandbox.Address);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Final_values_log_series_and_iterations_agree()
    {
        var job = await TrainingAsync("churn-xgboost-baseline");
        var final = job["FinalMetricDataList"]!.AsArray().First(each => (string?)each!["MetricName"] == "validation:auc")!;

        var series = await SeriesAsync("churn-xgboost-baseline", "validation:auc");
        var batch = (await _client.BatchGetMetricsAsync(new
        {
            MetricQueries = new[]
            {
                new { MetricName = "validation:auc", ResourceArn = (string)job["TrainingJobArn"]!, MetricStat = "Last", Period = "IterationNumber", XAxisType = "IterationNumber" },
            },
        }))["MetricQueryResults"]![0]!;
        var log = await LogAsync("churn-xgboost-baseline");

        Assert.Equal((double)final["Value"]!, series[^1].Value);
        Assert.Equal(series.Select(point => point.Value), batch["MetricValues"]!.AsArray().Select(value => (double)value!));
        foreach (var (number, (_, value)) in series.Index())
            Assert.Contains(log, line => line.StartsWith($"[{number + 1}]#011", StringComparison.Ordinal) && line.Contains(string.Create(CultureInfo.InvariantCulture, $"validation-auc:{value}"), StringComparison.Ordinal));
        Assert.InRange((double)final["Timestamp"]!, (double)job["TrainingStartTime"]!, (double)job["TrainingEndTime"]!);
    }

    [Fact]
    public async Task Curves_have_the_faults_planted_in_them()
    {
        var healthy = await SeriesAsync("churn-xgboost-nightly", "validation:logloss");
        var diverging = await SeriesAsync("price-lstm-train", "train:loss");
        var plateau = await SeriesAsync("catalog-image-classifier", "validation:loss");
        var fit = await SeriesAsync("credit-risk-mlp", "train:loss");
        var overfit = await SeriesAsync("credit-risk-mlp", "validation:loss");
        var broken = await SeriesAsync("sentiment-bert-finetune", "train:loss");

        Assert.True(Mean(healthy, ^30) < Mean(healthy, 30) - 0.1);
        Assert.True(diverging[^1].Value > 5 * diverging.Min(point => point.Value));
        Assert.Equal(Mean(plateau[..^120], ^60), Mean(plateau, ^60), 0.01);
        Assert.True(Mean(fit, ^30) < Mean(fit[..^90], ^30));
        Assert.True(Mean(overfit, ^30) > Mean(overfit[..^90], ^30) + 0.05);
        Assert.True(_clock.GetUtcNow().ToUnixTimeSeconds() - broken[^1].Time > 1800, "what is not a number is published nowhere");
        Assert.Contains(await LogAsync("sentiment-bert-finetune"), line => line.Contains("train-loss:nan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reco-two-tower", "GPUUtilization", 1, 0, 6)]
    [InlineData("vision-augment-train", "GPUUtilization", 1, 18, 40)]
    [InlineData("vision-augment-train", "CPUUtilization", 8, 90, 100)]
    [InlineData("graph-embedding-train", "MemoryUtilization", 1, 93, 100)]
    [InlineData("video-frames-train", "DiskUtilization", 1, 88, 100)]
    [InlineData("fraud-gnn-spot", "GPUUtilization", 4, 80, 100)]
    public async Task Instances_are_used_as_planted(string name, string metric, int times, double low, double high)
    {
        var series = await SeriesAsync(name + "/algo-1", metric, "Host");

        Assert.InRange(Mean(series, ^10) / times, low, high);
    }

    [Fact]
    public async Task A_stalled_job_says_nothing_for_three_hours()
    {
        var since = _clock.GetUtcNow().AddHours(-3).ToUnixTimeSeconds();

        Assert.True((await SeriesAsync("speech-ctc-train", "train:loss"))[^1].Time <= since);
        Assert.True((await SeriesAsync("speech-ctc-train/algo-1", "CPUUtilization", "Host"))[^1].Time <= since);
        Assert.Equal("InProgress", (string?)(await TrainingAsync("speech-ctc-train"))["TrainingJobStatus"]);
    }

    [Fact]
    public async Task A_running_job_goes_on_by_the_clock_and_a_stalled_one_does_not()
    {
        var (before, stalled) = (await LogAsync("churn-xgboost-nightly"), await LogAsync("speech-ctc-train"));
        var points = await SeriesAsync("churn-xgboost-nightly", "validation:auc");

        _clock.Advance(TimeSpan.FromSeconds(90));
        var after = await LogAsync("churn-xgboost-nightly");

        Assert.Equal(before, after[..before.Count]);
        Assert.InRange(after.Count - before.Count, 90, 93);
        Assert.Equal(stalled, await LogAsync("speech-ctc-train"));
        Assert.InRange((await SeriesAsync("churn-xgboost-nightly", "validation:auc")).Count - points.Count, 1, 2);
    }

    [Fact]
    public async Task Pages_of_points_make_up_the_whole_even_as_it_grows()
    {
        var (whole, found, pages) = (await SeriesAsync("demand-deepar-train", "train:loss"), new List<double>(), 0);
        string? token = null;
        do
        {
            var page = await _client.MetricsAsync("GetMetricData", Query("demand-deepar-train", "train:loss", "TrainingJobName", 60, token, 300));
            var result = page["MetricDataResults"]![0]!;
            token = (string?)page["NextToken"];
            Assert.Equal(token is null ? "Complete" : "PartialData", (string?)result["StatusCode"]);
            found.AddRange(result["Values"]!.AsArray().Select(value => (double)value!));
            _clock.Advance(TimeSpan.FromMinutes(2));
            pages++;
        }
        while (token is not null);

        Assert.Equal(whole.Select(point => point.Value), found);
        Assert.True(pages > 3);
    }

    [Fact]
    public async Task Short_periods_are_not_kept_for_long()
    {
        var fine = await SeriesAsync("churn-xgboost-nightly", "validation:auc", period: 30);
        _clock.Advance(TimeSpan.FromHours(6));
        var old = await SeriesAsync("churn-xgboost-baseline", "validation:auc", period: 30);

        Assert.NotEmpty(fine);
        Assert.Empty(old);
        Assert.NotEmpty(await SeriesAsync("churn-xgboost-baseline", "validation:auc"));
    }

    [Theory]
    [InlineData("metricForbidden", "Forbidden")]
    [InlineData("metricError", "InternalError")]
    [InlineData("metricPartial", "PartialData")]
    public async Task A_fault_strikes_single_metrics(string kind, string status)
    {
        _sandbox.Faults.Add([.. Fault.Parse($"{kind},metric=.*/validation:auc")]);

        var struck = (await _client.MetricsAsync("GetMetricData", Query("churn-xgboost-nightly", "validation:auc")))["MetricDataResults"]![0]!;
        var other = (await _client.MetricsAsync("GetMetricData", Query("churn-xgboost-nightly", "train:logloss")))["MetricDataResults"]![0]!;

        Assert.Equal((status, "Complete"), ((string?)struck["StatusCode"], (string?)other["StatusCode"]));
        Assert.NotEmpty(struck["Messages"]!.AsArray());
    }

    [Fact]
    public async Task Points_come_with_gaps_and_out_of_order_when_a_fault_says_so()
    {
        var whole = await SeriesAsync("churn-xgboost-nightly", "validation:auc");
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.MetricGaps, Times = 1 }, new Fault { Kind = FaultKind.MetricDisorder, Times = 1 });

        var gaps = await SeriesAsync("churn-xgboost-nightly", "validation:auc");
        var disorder = await SeriesAsync("churn-xgboost-nightly", "validation:auc");

        Assert.InRange(gaps.Count, 1, whole.Count - 20);
        Assert.NotEqual(whole, disorder);
        Assert.Equal(whole, disorder.OrderBy(point => point.Time));
    }

    [Fact]
    public async Task An_express_state_machine_is_seen_by_its_metrics_alone()
    {
        var machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:realtime-feature-join";
        var started = await SeriesAsync(machine, "ExecutionsStarted", "StateMachineArn", 3600, "Sum", "AWS/States");
        var failed = await SeriesAsync(machine, "ExecutionsFailed", "StateMachineArn", 3600, "Sum", "AWS/States");
        var slow = await SeriesAsync(machine, "ExecutionTime", "StateMachineArn", 3600, "p99", "AWS/States");

        Assert.All(started.Skip(1).SkipLast(1), point => Assert.InRange(point.Value, 1500, 3600));
        Assert.True(failed.Max(point => point.Value) > 50);
        Assert.True(slow.Average(point => point.Value) > 2500);
    }

    [Fact]
    public async Task Each_node_has_a_stream_and_one_that_died_early_has_none()
    {
        var nodes = (await StreamsAsync("fraud-gnn-spot")).Select(each => each[..each.LastIndexOf('-')]);

        Assert.Equal(["fraud-gnn-spot/algo-1", "fraud-gnn-spot/algo-2"], nodes);
        Assert.Empty(await StreamsAsync("audio-tagger-train"));
        Assert.Empty(await StreamsAsync("llm-lora-finetune"));
        Assert.Contains(await LogAsync("ranker-lambdamart-spot"), line => line.Contains("\u001b[", StringComparison.Ordinal));
    }

    private static double Mean(IReadOnlyList<(long Time, double Value)> series, Index count) =>
        (count.IsFromEnd ? series.TakeLast(count.Value) : series.Take(count.Value)).Average(point => point.Value);

    private static object Query(
        string value, string metric, string dimension = "TrainingJobName", int period = 60, string? token = null, int? max = null, string stat = "Average",
        string space = Space, long? now = null)
    {
        var end = now ?? new DateTimeOffset(2026, 3, 14, 12, 0, 30, TimeSpan.Zero).ToUnixTimeSeconds();
        return new
        {
            MetricDataQueries = new[]
            {
                new
                {
                    Id = "m1",
                    MetricStat = new
                    {
                        Metric = new { Namespace = space, MetricName = metric, Dimensions = new[] { new { Name = dimension, Value = value } } },
                        Period = period,
                        Stat = stat,
                    },
                },
            },
            StartTime = end - 86_400,
            EndTime = end,
            ScanBy = "TimestampAscending",
            NextToken = token,
            MaxDatapoints = max,
        };
    }

    private async Task<List<(long Time, double Value)>> SeriesAsync(
        string value, string metric, string dimension = "TrainingJobName", int period = 60, string stat = "Average", string space = Space)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var result = (await _client.MetricsAsync("GetMetricData", Query(value, metric, dimension, period, stat: stat, space: space, now: now)))["MetricDataResults"]![0]!;
        return result["Timestamps"]!.AsArray().Select(time => (long)(double)time!)
            .Zip(result["Values"]!.AsArray().Select(each => (double)each!))
            .ToList();
    }

    private Task<JsonNode> TrainingAsync(string name) => _client.SageMakerAsync("DescribeTrainingJob", new { TrainingJobName = name });

    private async Task<List<string>> StreamsAsync(string job) =>
        (await _client.LogsAsync("DescribeLogStreams", new { logGroupName = Space, logStreamNamePrefix = job + "/" }))["logStreams"]!
            .AsArray().Select(stream => (string)stream!["logStreamName"]!).ToList();

    private async Task<List<string>> LogAsync(string job) =>
        (await _client.LogsAsync("GetLogEvents", new { logGroupName = Space, logStreamName = (await StreamsAsync(job))[0], startFromHead = true }))["events"]!
            .AsArray().Select(entry => (string)entry!["message"]!).ToList();
}
