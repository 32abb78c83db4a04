using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Training.Metrics;

namespace MlMonitor.Core.Tests.Training;

public sealed class TrainingMetricTests : IDisposable
{
    private const string Job = "fraud-train-1";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly ScriptedTraining _server = new(Now.AddHours(-5)) { Ended = Now.AddHours(-1) };
    private readonly RecordingSink _sink = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Points_in_pages_out_of_order_twice_and_with_gaps_are_what_the_server_was_given(int pageSize)
    {
        var given = Put(_server, seed: pageSize, "train:loss", "validation:auc", "validation:f1");
        _server.PageSize = pageSize;

        var series = await ReadAsync(new TrainingMetricQuery { ReportsGaps = true });

        Assert.Equal(["train:loss", "validation:auc", "validation:f1"], series.Select(s => s.MetricName));
        Assert.All(series, s => Assert.Equal(given[s.MetricName], s.Points.Select(p => (p.Time!.Value, p.Value))));
        Assert.All(series, s => Assert.Empty(s.Note));
        Assert.Empty(_sink.Problems);
        Assert.Empty(_sink.Warnings);
    }

    [Fact]
    public async Task What_a_metric_lacks_is_reported_for_points_and_the_others_come()
    {
        var given = Put(_server, 1, "whole", "partial", "forbidden", "broken");
        (_server.Statuses["partial"], _server.Statuses["forbidden"], _server.Statuses["broken"]) = ("PartialData", "Forbidden", "InternalError");

        var series = await ReadAsync(new TrainingMetricQuery { ReportsGaps = true });

        Assert.Equal(given["whole"], series.Single(s => s.MetricName == "whole").Points.Select(p => (p.Time!.Value, p.Value)));
        Assert.Equal(given["partial"], series.Single(s => s.MetricName == "partial").Points.Select(p => (p.Time!.Value, p.Value)));
        Assert.Equal(
            [("broken", ProblemId.MetricIncomplete), ("forbidden", ProblemId.MetricForbidden), ("partial", ProblemId.MetricIncomplete)],
            _sink.Problems.Select(p => ((string)p.Target!, p.Id)).Order());
        Assert.All(_sink.Problems, p => Assert.DoesNotContain('\u001b', p.Message));
    }

    [Fact]
    public async Task What_a_series_lacks_stands_in_its_note_even_where_it_has_no_point()
    {
        Put(_server, 1, "whole", "partial", "forbidden");
        (_server.Statuses["partial"], _server.Statuses["forbidden"]) = ("PartialData", "Forbidden");

        var series = await ReadAsync(new TrainingMetricQuery());

        Assert.Equal(["", "PartialData", "Forbidden (Forbidden: not yours)"], series.Select(s => s.Note));
        Assert.Empty(series.Single(s => s.MetricName == "forbidden").Points);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task A_call_that_fails_between_pages_is_an_error_and_the_points_so_far_say_that_more_are_missing()
    {
        Put(_server, 1, "train:loss");
        _server.PageSize = 50;
        var calls = 0;
        _server.BeforeData = () => ++calls == 2 ? new ScriptedError("AccessDeniedException", "no more") : null;

        var series = await ReadAsync(new TrainingMetricQuery { ReportsGaps = true, Names = ["train:loss"], Matches = null });

        Assert.Equal(50, Assert.Single(series).Points.Count);
        Assert.Equal([ProblemId.AccessDenied, ProblemId.MetricIncomplete], _sink.Problems.Select(p => p.Id));
    }

    [Theory]
    [InlineData("0.861")]
    [InlineData("0.1")]
    [InlineData("16777216")]
    [InlineData("1.1754944E-38")]
    [InlineData("-3.25")]
    public async Task A_final_value_is_the_number_that_was_meant(string value)
    {
        _server.Final["validation:auc"] = value;

        var point = Assert.Single(Assert.Single(await ReadAsync(Only(MlMetricSource.Final))).Points);

        Assert.Equal(double.Parse(value, CultureInfo.InvariantCulture), point.Value);
        Assert.Equal(MlMetricSource.Final, point.Source);
        Assert.Equal(_server.Created.AddMinutes(9), point.Time);
    }

    [Fact]
    public async Task Final_values_take_one_call()
    {
        _server.Final["validation:auc"] = "0.9";

        await ReadAsync(Only(MlMetricSource.Final));

        Assert.Single(_server.Aws.CallsTo("DescribeTrainingJob"));
        Assert.Empty(_server.Aws.CallsTo("GetMetricData"));
        Assert.Empty(_server.Aws.CallsTo("ListMetrics"));
        Assert.Empty(_server.Aws.CallsTo("BatchGetMetrics"));
    }

    [Theory]
    [InlineData(0, 4, null, 60)]
    [InlineData(14.9, 4, null, 60)]
    [InlineData(15, 4, null, 300)]
    [InlineData(62.9, 4, null, 300)]
    [InlineData(63, 4, null, 3600)]
    [InlineData(400, 4, null, 3600)]
    [InlineData(5, 24, null, 60)]
    [InlineData(5, 25, null, 300)]
    [InlineData(14, 24 * 14, null, 900)]
    [InlineData(20, 4, 60, 300)]
    [InlineData(5, 4, 60, 60)]
    [InlineData(5, 4, 90, 120)]
    [InlineData(100, 4, 5000, 7200)]
    public void The_period_is_one_that_CloudWatch_still_keeps(double daysAgo, double hours, int? asked, int expected)
    {
        var begin = Now.AddDays(-daysAgo);

        Assert.Equal(expected, MetricPeriod.Of(new MlWindow(begin, begin.AddHours(hours)), Now, asked));
    }

    [Fact]
    public async Task Windows_are_aligned_to_the_period_and_points_of_other_times_are_left_out()
    {
        _server.Created = Now.AddDays(-20).AddSeconds(17);
        _server.Ended = _server.Created.AddHours(2);
        Put(_server, 1, "train:loss");
        var after = _server.Created.AddHours(1);

        var series = await ReadAsync(new TrainingMetricQuery { After = after });

        var call = Assert.Single(_server.Aws.CallsTo("GetMetricData"));
        Assert.All(["StartTime", "EndTime"], name => Assert.Equal(0, call.GetProperty(name).GetDouble() % 300));
        Assert.All(call.GetProperty("MetricDataQueries").EnumerateArray(), q => Assert.Equal(300, q.GetProperty("MetricStat").GetProperty("Period").GetInt32()));
        Assert.Equal("TimestampAscending", call.GetProperty("ScanBy").GetString());
        Assert.All(Assert.Single(series).Points, p => Assert.True(p.Time > after.AddMinutes(-5)));
    }

    [Fact]
    public async Task Many_jobs_share_calls_of_at_most_five_hundred_metrics()
    {
        _server.Definitions = ["a", "b", "c", "d"];
        string[] jobs = [.. Enumerable.Range(1, 100).Select(n => $"job-{n}")];
        foreach (var job in jobs)
            foreach (var name in _server.Definitions)
                _server.Put(job, name, (_server.Created.AddMinutes(3), job.Length));

        var series = await ReadAsync(new TrainingMetricQuery(), _server, jobs);

        Assert.Equal(jobs.SelectMany(j => _server.Definitions.Select(d => (j, d))), series.Select(s => (s.JobName, s.MetricName)));
        var calls = _server.Aws.CallsTo("GetMetricData");
        Assert.Equal([500, 200], calls.Select(c => c.GetProperty("MetricDataQueries").GetArrayLength()));
        Assert.All(calls, c => Assert.All(c.GetProperty("MetricDataQueries").EnumerateArray(), q => Assert.Matches("^[a-z][a-zA-Z0-9_]*$", q.GetProperty("Id").GetString())));
        Assert.All(calls, c => Assert.Distinct(c.GetProperty("MetricDataQueries").EnumerateArray().Select(q => q.GetProperty("Id").GetString())));
    }

    [Fact]
    public async Task Each_metric_comes_from_the_first_place_that_has_it()
    {
        _server.Definitions = ["by-time", "by-step", "last-only", "nowhere"];
        _server.Put(Job, "by-time", (_server.Created.AddMinutes(1), 1.5));
        _server.Iterations["by-time"] = ("Complete", [1], [9.0]);
        _server.Iterations["by-step"] = ("Complete", [3, 1, 2], [0.3, 0.1, 0.2]);
        foreach (var name in (string[])["by-time", "by-step", "last-only"])
            _server.Final[name] = "0.5";

        var series = await ReadAsync(new TrainingMetricQuery { ReportsGaps = true });

        Assert.Equal(
            [("by-time", MlMetricSource.CloudWatch, "1.5"), ("by-step", MlMetricSource.SageMakerMetrics, "0.1 0.2 0.3"), ("last-only", MlMetricSource.Final, "0.5")],
            series.Select(s => (s.MetricName, s.Source, string.Join(' ', s.Points.Select(p => p.Value.ToString(CultureInfo.InvariantCulture))))));
        Assert.Equal([1L, 2, 3], series[1].Points.Select(p => p.Iteration!.Value));
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Every_place_that_is_named_is_read()
    {
        _server.Definitions = ["loss"];
        _server.Put(Job, "loss", (_server.Created.AddMinutes(1), 1));
        _server.Iterations["loss"] = ("Complete", [1], [2.0]);
        _server.Final["loss"] = "3";

        var series = await ReadAsync(Only(MlMetricSource.CloudWatch, MlMetricSource.SageMakerMetrics, MlMetricSource.Final));

        Assert.Equal([1.0, 2, 3], series.Select(s => s.Last!.Value));
    }

    [Fact]
    public async Task The_metrics_service_is_asked_for_a_hundred_metrics_a_call_and_its_gaps_are_told()
    {
        _server.Definitions = [.. Enumerable.Range(1, 120).Select(n => $"m{n}")];
        foreach (var name in _server.Definitions)
            _server.Iterations[name] = ("Complete", [1], [name.Length]);
        _server.Iterations["m7"] = ("Truncated", [1], [5.0]);
        _server.Iterations["m8"] = ("InternalError", [], []);

        var series = await ReadAsync(Only(MlMetricSource.SageMakerMetrics) with { ReportsGaps = true });

        Assert.Equal([100, 20], _server.Aws.CallsTo("BatchGetMetrics").Select(c => c.GetProperty("MetricQueries").GetArrayLength()));
        Assert.Equal(120, series.Count);
        Assert.Equal(["m7", "m8"], _sink.Problems.Select(p => p.Target));
    }

    [Fact]
    public async Task Without_leave_for_the_metrics_service_the_rest_comes_in_silence_unless_it_was_asked_for()
    {
        _server.Definitions = ["loss"];
        _server.Final["loss"] = "3";
        _server.Aws.On("BatchGetMetrics", _ => throw new ScriptedError("AccessDeniedException", "no"));

        Assert.Equal(3, Assert.Single(await ReadAsync(new TrainingMetricQuery())).Last);
        Assert.Empty(_sink.Problems);

        Assert.Empty(await ReadAsync(Only(MlMetricSource.SageMakerMetrics)));
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task Names_that_the_job_does_not_tell_are_listed_page_by_page()
    {
        foreach (var name in (string[])["e", "b", "d", "a", "c"])
            _server.Put(Job, name, (_server.Created.AddMinutes(1), 1));

        var series = await ReadAsync(new TrainingMetricQuery());

        Assert.Equal(["a", "b", "c", "d", "e"], series.Select(s => s.MetricName));
        Assert.Equal(3, _server.Aws.CallsTo("ListMetrics").Count);
    }

    [Fact]
    public async Task A_metric_named_in_full_is_asked_for_though_no_list_has_it_yet()
    {
        _server.Definitions = ["loss"];
        _server.Put(Job, "brand-new", (_server.Created.AddMinutes(1), 1));

        var series = await ReadAsync(new TrainingMetricQuery { Names = ["brand-new", "LOSS"], Matches = null });

        Assert.Equal("brand-new", Assert.Single(series).MetricName);
        Assert.Contains("'LOSS'", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
        Assert.Empty(_server.Aws.CallsTo("ListMetrics"));
    }

    [Fact]
    public async Task Instances_are_told_apart_and_only_those_with_GPUs_are_asked_about_them()
    {
        _server.InstanceCount = 2;
        _server.Put($"{Job}/algo-1", "CPUUtilization", (_server.Created.AddMinutes(1), 10));
        _server.Put($"{Job}/algo-2", "CPUUtilization", (_server.Created.AddMinutes(1), 20));
        _server.Put($"{Job}/algo-2", "GPUUtilization", (_server.Created.AddMinutes(1), 30));

        Assert.Equal([("algo-1", 10.0), ("algo-2", 20)], (await ReadAsync(new TrainingMetricQuery())).Select(s => (s.Node!, s.Last!.Value)));
        _server.InstanceType = "ml.g5.xlarge";
        Assert.Equal(["CPUUtilization", "CPUUtilization", "GPUUtilization"], (await ReadAsync(new TrainingMetricQuery())).Select(s => s.MetricName));
    }

    [Fact]
    public async Task More_instances_than_any_job_has_are_not_asked_for_one_by_one()
    {
        _server.InstanceCount = int.MaxValue;
        _server.Put($"{Job}/algo-1000", "CPUUtilization", (_server.Created.AddMinutes(1), 10));

        Assert.Equal("algo-1000", Assert.Single(await ReadAsync(new TrainingMetricQuery { Names = ["CPUUtilization"], Matches = null })).Node);
        Assert.Equal(2, _server.Aws.CallsTo("GetMetricData").Count);
    }

    [Fact]
    public async Task A_job_without_metrics_is_a_warning_and_one_that_is_not_there_an_error()
    {
        Assert.Empty(await ReadAsync(new TrainingMetricQuery(), _server, Job, "no-such-job"));

        Assert.Contains("published none", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
        var problem = Assert.Single(_sink.Problems);
        Assert.Equal((ProblemId.JobNotFound, "no-such-job"), (problem.Id, problem.Target));
    }

    [Fact]
    public async Task Of_a_job_that_runs_it_says_that_there_are_none_yet()
    {
        (_server.Status, _server.Ended) = ("InProgress", null);

        await ReadAsync(new TrainingMetricQuery());

        Assert.Contains("yet", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
    }

    private static TrainingMetricQuery Only(params MlMetricSource[] sources) => new() { Sources = new HashSet<MlMetricSource>(sources) };

    /// <summary>Puts random points, some minutes left out, and gives them back in order.</summary>
    private static Dictionary<string, List<(DateTimeOffset Time, double Value)>> Put(ScriptedTraining server, int seed, params string[] names)
    {
        var random = new Random(seed);
        server.Definitions = names;
        var begin = MetricPeriod.Align(new MlWindow(server.Created, server.Created), 300).Before;
        var given = names.ToDictionary(n => n, _ => Enumerable.Range(1, 100).Where(_ => random.NextDouble() > 0.2)
            .Select(m => (Time: begin.AddMinutes(m), Value: random.NextDouble() * Math.Pow(10, random.Next(-9, 9)))).ToList());
        foreach (var (name, points) in given)
            server.Put(Job, name, [.. points]);
        return given;
    }

    private async Task<List<MlTrainingSeries>> ReadAsync(TrainingMetricQuery query, ScriptedTraining? server = null, params string[] jobs) =>
        await new TrainingMetricMonitor([TestAws.Connection((server ?? _server).Aws.Url)], new FakeTimeProvider(Now))
            .ReadAsync(jobs.Length == 0 ? [Job] : jobs, query, _sink, CancellationToken.None).ToListAsync();
}
