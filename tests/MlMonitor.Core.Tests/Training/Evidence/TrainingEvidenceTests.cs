using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Training.Evidence;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Evidence;

public sealed class TrainingEvidenceTests : IDisposable
{
    private const string Job = "fraud-train-1";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly ScriptedJobs _server = new(Now, Now.AddHours(-3));
    private readonly RecordingSink _sink = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Fifty_running_jobs_take_one_call_for_all_their_metrics_and_none_for_logs()
    {
        string[] names = [.. Enumerable.Range(1, 50).Select(i => $"job-{i:00}")];
        foreach (var name in names)
            Healthy(name);

        var evidence = await ReadAsync(names: names);

        Assert.Equal(names, evidence.Select(e => e.Job.JobName));
        Assert.All(evidence, e => Assert.Equal((2, 2), (e.Metrics.Count, e.Utilization.Count)));
        Assert.Equal(50, _server.Aws.CallsTo("DescribeTrainingJob").Count);
        Assert.Single(_server.Aws.CallsTo("GetMetricData"));
        Assert.Empty(_server.Aws.CallsTo("ListMetrics"));
        Assert.Empty(_server.Aws.CallsTo("DescribeLogStreams"));
        Assert.Empty(_sink.Problems);
        Assert.Empty(_sink.Warnings);
    }

    [Fact]
    public async Task A_job_that_publishes_is_not_silent_whatever_its_log()
    {
        Healthy(Job);

        Assert.Equal(MlSeverity.Ok, Assert.Single(await JudgeAsync()).Severity);
    }

    [Fact]
    public async Task The_time_of_the_last_line_in_the_list_lags_and_the_log_itself_is_right()
    {
        _server.Definitions = [];
        _server.Log($"{Job}/algo-1-1700000000", Now.AddMinutes(-55), (Now.AddMinutes(-55), "step 1"), (Now.AddMinutes(-1), "step 2"));
        _server.Log($"{Job}/algo-2-1700000000", null, (Now.AddMinutes(-2), "waiting"));
        _server.Log($"{Job}/algo-3-1700000000", null);

        var evidence = Assert.Single(await ReadAsync());

        Assert.Equal(Now.AddMinutes(-1), evidence.LastLogEvent);
        Assert.True(evidence.LogRead);
        Assert.Equal(MlSeverity.Ok, Assert.Single(TrainingTest.Judge(evidence)).Severity);
    }

    [Fact]
    public async Task A_last_line_that_is_recent_is_believed_without_a_look_at_the_log()
    {
        _server.Definitions = [];
        _server.Log($"{Job}/algo-1-1700000000", Now.AddMinutes(-10), (Now.AddMinutes(-10), "step 1"));

        Assert.Equal(Now.AddMinutes(-10), Assert.Single(await ReadAsync()).LastLogEvent);
        Assert.Single(_server.Aws.CallsTo("DescribeLogStreams"));
        Assert.Empty(_server.Aws.CallsTo("GetLogEvents"));
    }

    [Fact]
    public async Task Silence_in_metrics_and_log_is_a_stall_since_the_last_of_either()
    {
        _server.Publish(Job, "train:loss", Now.AddHours(-2), i => 1.0 / i);
        _server.Log($"{Job}/algo-1-1700000000", Now.AddHours(-2.5), (Now.AddMinutes(-100), "the last line"));

        var finding = (await JudgeAsync()).Single(f => f.Check == MlTrainingCheck.Stalled);

        Assert.Equal(100 * 60, finding.Value);
        Assert.Equal(Now.AddMinutes(-100), finding.Window!.After);
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_is_said_and_the_rest_is_judged()
    {
        _server.Publish(Job, "train:loss", Now.AddHours(-2), i => 1.0 / i);
        _server.Publish(Job, "MemoryUtilization", Now, _ => 99, "algo-1");
        _server.Deny("DescribeLogStreams");

        var findings = await JudgeAsync();

        Assert.Equal([MlSeverity.NoData, MlSeverity.Critical, MlSeverity.Critical], findings.Select(f => f.Severity));
        Assert.Contains("logs:DescribeLogStreams", findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains(findings, f => f.Check == MlTrainingCheck.MemoryNearFull);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_job_that_may_not_be_read_is_an_error_and_a_result_without_data()
    {
        _server.Deny("DescribeTrainingJob");

        var finding = Assert.Single(await JudgeAsync());

        Assert.Equal((MlTrainingCheck.All, MlSeverity.NoData, Job), (finding.Check, finding.Severity, finding.JobName));
        Assert.Contains("sagemaker:DescribeTrainingJob", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_job_that_is_nowhere_is_an_error_and_the_others_are_read()
    {
        Healthy(Job);

        var evidence = await ReadAsync(names: ["no-such-job", Job]);

        Assert.Equal(Job, Assert.Single(evidence).Job.JobName);
        Assert.Equal((ProblemId.JobNotFound, "no-such-job"), (Assert.Single(_sink.Problems).Id, _sink.Problems.Single().Target));
    }

    [Fact]
    public async Task What_CloudWatch_keeps_back_is_a_result_of_its_own()
    {
        Healthy(Job);
        (_server.MetricStatuses["train:loss"], _server.MetricStatuses["DiskUtilization"]) = ("Forbidden", "PartialData");

        var findings = await JudgeAsync();

        Assert.All(findings, f => Assert.Equal(MlSeverity.NoData, f.Severity));
        Assert.Equal(["DiskUtilization", "train:loss"], findings.Select(f => f.MetricName!).Order(StringComparer.Ordinal));
        Assert.Contains("Forbidden", findings.Single(f => f.MetricName == "train:loss").Reason, StringComparison.Ordinal);
        Assert.Equal(MlTrainingCheck.DiskNearFull, findings.Single(f => f.MetricName == "DiskUtilization").Check);
    }

    [Fact]
    public async Task A_call_for_metrics_that_is_denied_never_looks_like_health()
    {
        _server.Deny("GetMetricData");

        var findings = await JudgeAsync();

        Assert.DoesNotContain(findings, f => f.Severity == MlSeverity.Ok);
        Assert.Contains(_sink.Problems, p => p.Id == ProblemId.AccessDenied);
    }

    [Fact]
    public async Task A_list_of_metrics_that_is_denied_never_looks_like_health()
    {
        _server.Definitions = [];
        _server.Publish(Job, "MemoryUtilization", Now, _ => 40, "algo-1");
        _server.Log($"{Job}/algo-1-1700000000", Now);
        _server.Deny("ListMetrics");

        Assert.Equal(MlSeverity.NoData, Assert.Single(await JudgeAsync()).Severity);
    }

    [Fact]
    public async Task A_loss_that_is_published_no_more_is_found_in_the_log_as_what_it_became()
    {
        _server.Publish(Job, "train:loss", Now.AddMinutes(-60), i => 0.5 + (0.5 / i));
        _server.Publish(Job, "train:accuracy", Now, i => 0.5);
        _server.Log($"{Job}/algo-1-1700000000", Now,
        [
            (Now.AddMinutes(-90), "[90] train-loss:nan before its last point, and so no news"),
            .. Enumerable.Range(1, 59).Select(i => (Now.AddMinutes(i - 60).AddSeconds(2), $"[{120 + i}] train-loss:nan train-accuracy:0.5")),
        ]);

        var finding = (await JudgeAsync()).Single(f => f.Check == MlTrainingCheck.LossNotFinite);

        Assert.Equal((MlSeverity.Critical, "train:loss", 120 + 59), (finding.Severity, finding.MetricName, finding.PointCount));
        Assert.Equal(double.NaN, finding.Value);
        Assert.Equal(Now.AddMinutes(-59).AddSeconds(2), finding.Window!.After);
    }

    [Fact]
    public async Task A_loss_that_never_was_a_number_is_found_though_it_never_was_published()
    {
        _server.Publish(Job, "train:accuracy", Now, i => 0.5);
        _server.Log($"{Job}/algo-1-1700000000", Now, (Now.AddMinutes(-170), "train-loss:inf"), (Now.AddMinutes(-10), "train-loss:nan"));

        var finding = (await JudgeAsync()).Single(f => f.Check == MlTrainingCheck.LossNotFinite);

        Assert.Equal((double.PositiveInfinity, 2), (finding.Value, finding.PointCount));
    }

    [Fact]
    public async Task A_metric_that_only_comes_at_long_intervals_is_not_looked_up()
    {
        Healthy(Job);
        _server.Publish(Job, "train:accuracy", Now.AddMinutes(-25), i => i % 15 == 0 ? 0.5 : double.NaN);

        Assert.Equal(10, Assert.Single(await ReadAsync()).Metrics.Single(m => m.MetricName == "train:accuracy").Points.Count);

        Assert.Empty(_server.Aws.CallsTo("GetLogEvents"));
    }

    [Theory]
    [InlineData("ml.g5.12xlarge", 48, 4)]
    [InlineData("ml.m5.xlarge", 4, 0)]
    [InlineData("ml.z99.large", null, null)]
    public async Task How_many_cores_and_cards_an_instance_has_is_known_by_its_type_or_not_at_all(string type, int? cores, int? cards)
    {
        _server.Resources = new { InstanceType = type, InstanceCount = 1 };

        var evidence = Assert.Single(await ReadAsync());

        Assert.Equal((cores, cards), (evidence.CoreCount, evidence.CardCount));
    }

    [Fact]
    public async Task Nobody_tells_which_instance_of_a_mixed_cluster_is_of_which_type()
    {
        _server.Resources = new
        {
            InstanceGroups = new[]
            {
                new { InstanceGroupName = "a", InstanceType = "ml.g5.12xlarge", InstanceCount = 1 }, new { InstanceGroupName = "b", InstanceType = "ml.m5.xlarge", InstanceCount = 2 },
            },
        };

        var evidence = Assert.Single(await ReadAsync());

        Assert.Null(evidence.CardCount);
    }

    [Theory]
    [InlineData(10, MlSeverity.Ok)]
    [InlineData(45, MlSeverity.NoData)]
    public async Task A_job_that_has_just_begun_has_nothing_to_judge_by_and_one_that_hangs_has_no_data(int minutes, MlSeverity expected)
    {
        _server.SecondaryStatus = "Downloading";
        _server.Transitions = [ScriptedJobs.Transition("Downloading", Now.AddMinutes(-minutes))];

        Assert.Equal(expected, Assert.Single(await JudgeAsync()).Severity);
    }

    [Theory]
    [InlineData(MlTrainingCheck.NearMaximumRuntime, 0, 0)]
    [InlineData(MlTrainingCheck.SpotInterruption, 0, 0)]
    [InlineData(MlTrainingCheck.FailedTrial, 0, 0)]
    [InlineData(MlTrainingCheck.DiskNearFull, 1, 0)]
    [InlineData(MlTrainingCheck.Stalled, 1, 1)]
    public async Task What_no_check_needs_is_not_read(MlTrainingCheck check, int metricCalls, int logCalls)
    {
        _server.Publish(Job, "DiskUtilization", Now, _ => 10, "algo-1");
        _server.Log($"{Job}/algo-1-1700000000", Now);

        var finding = Assert.Single(await JudgeAsync(check));

        Assert.Equal(MlSeverity.Ok, finding.Severity);
        Assert.Equal((metricCalls, logCalls), (_server.Aws.CallsTo("GetMetricData").Count, _server.Aws.CallsTo("DescribeLogStreams").Count));
    }

    private void Healthy(string job)
    {
        _server.Publish(job, "train:loss", Now, i => 0.3 + Math.Exp(-i / 100.0));
        _server.Publish(job, "train:accuracy", Now, i => 0.9 - Math.Exp(-i / 100.0));
        _server.Publish(job, "MemoryUtilization", Now, _ => 40, "algo-1");
        _server.Publish(job, "DiskUtilization", Now, _ => 20, "algo-1");
    }

    private async Task<List<MlTrainingFinding>> JudgeAsync(params MlTrainingCheck[] checks)
    {
        var findings = new List<MlTrainingFinding>();
        foreach (var evidence in await ReadAsync(checks))
            findings.AddRange(TrainingTest.Judge(evidence, null, checks.ToHashSet()));
        return findings;
    }

    private Task<List<TrainingEvidence>> ReadAsync(MlTrainingCheck[]? checks = null, string[]? names = null) =>
        new TrainingEvidenceMonitor([TestAws.Connection(_server.Aws.Url)], new FakeTimeProvider(Now))
            .ReadAsync([.. (names ?? [Job]).Select(n => new TestedJob(MlJobType.Training, n))], new TrainingEvidenceQuery { Checks = (checks ?? []).ToHashSet() }, _sink, default)
            .ToListAsync();
}
