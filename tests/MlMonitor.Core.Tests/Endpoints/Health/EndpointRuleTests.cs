using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Endpoints.Health;

namespace MlMonitor.Core.Tests.Endpoints.Health;

/// <summary>Each rule on evidence made by hand: what it finds, and what it leaves alone.</summary>
public sealed class EndpointRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly MlWindow Hour = new(Now.AddHours(-1), Now);

    private static readonly MlEndpoint Well = new()
    {
        EndpointName = "e",
        Kind = MlEndpointKind.RealTime,
        Status = MlStatus.Healthy,
        RawStatus = "InService",
        Region = "eu-west-1",
        Created = Now.AddDays(-100),
        Variants = [new MlEndpointVariant { VariantName = "v", InstanceType = "ml.m5.xlarge", CurrentInstanceCount = 2, DesiredInstanceCount = 2 }],
    };

    // scipy.stats.binomtest(k, n).proportion_ci(method='wilson').low
    [Theory]
    [InlineData(1, 3, 0.06149194472039626)]
    [InlineData(1, 20, 0.008881448800795402)]
    [InlineData(2, 20, 0.027866481213768224)]
    [InlineData(0, 50, 0.0)]
    [InlineData(480, 8000, 0.05500407954320264)]
    [InlineData(50, 50, 0.9286524008666412)]
    public void The_lower_end_of_Wilsons_interval_is_that_of_scipy(double some, double all, double expected) =>
        Assert.Equal(expected, Wilson.Lower(some, all), 12);

    [Theory]
    [InlineData("Invocation5XXErrors", MlEndpointCheck.ServerError, 480, 8000, MlSeverity.Critical, 5)]
    [InlineData("Invocation5XXErrors", MlEndpointCheck.ServerError, 160, 8000, MlSeverity.Warning, 1)]
    [InlineData("Invocation4XXErrors", MlEndpointCheck.ClientError, 1200, 8000, MlSeverity.Warning, 10)]
    [InlineData("Invocation4XXErrors", MlEndpointCheck.ClientError, 4800, 8000, MlSeverity.Critical, 50)]
    [InlineData("InvocationModelErrors", MlEndpointCheck.ModelError, 2, 20, MlSeverity.Warning, 1)]
    public void Errors_are_a_share_of_the_requests(string metric, MlEndpointCheck check, double errors, double requests, MlSeverity severity, double threshold)
    {
        var found = Assert.Single(Judge(Evidence(Counts("Invocations", requests), Counts(metric, errors))));

        Assert.Equal((check, severity, threshold, "%"), (found.Check, found.Severity, found.Threshold!.Value, found.Unit));
        Assert.Equal(100 * errors / requests, found.Value!.Value, 9);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 20)]
    [InlineData(3, 19)]
    [InlineData(0, 8000)]
    [InlineData(80, 8000)]
    public void Few_errors_and_few_requests_are_no_alarm(double errors, double requests) =>
        AssertWell(Evidence(Counts("Invocations", requests), Counts("Invocation5XXErrors", errors)));

    [Fact]
    public void Failures_of_a_queue_are_a_share_of_what_was_processed()
    {
        var evidence = Evidence(Counts("InvocationsProcessed", 100), Counts("InvocationFailures", 30)) with { Endpoint = Well with { Kind = MlEndpointKind.Asynchronous } };

        Assert.Equal((MlEndpointCheck.ModelError, MlSeverity.Critical), Told(Assert.Single(Judge(evidence))));
    }

    [Theory]
    [InlineData("CPUUtilization", MlEndpointCheck.Cpu, 86, MlSeverity.Warning)]
    [InlineData("CPUUtilization", MlEndpointCheck.Cpu, 96, MlSeverity.Critical)]
    [InlineData("MemoryUtilization", MlEndpointCheck.Memory, 91, MlSeverity.Warning)]
    [InlineData("GPUUtilization", MlEndpointCheck.Gpu, 99, MlSeverity.Critical)]
    [InlineData("GPUMemoryUtilization", MlEndpointCheck.GpuMemory, 96, MlSeverity.Warning)]
    [InlineData("DiskUtilization", MlEndpointCheck.Disk, 76, MlSeverity.Warning)]
    [InlineData("DiskUtilization", MlEndpointCheck.Disk, 90, MlSeverity.Critical)]
    public void What_is_used_up_is_found(string metric, MlEndpointCheck check, double level, MlSeverity severity)
    {
        Assert.Equal((check, severity), Told(Assert.Single(Judge(Evidence(Flat(metric, level))))));
        AssertWell(Evidence(Flat(metric, 74)));
        AssertWell(Evidence(Points(metric, 99, 99)));
        AssertWell(Evidence(Points(metric, 20, 30, 99, 25, 20)));
    }

    [Fact]
    public void Percent_of_one_core_are_not_judged_and_the_result_says_so()
    {
        var found = Assert.Single(Judge(Evidence(Flat("CPUUtilization", 640)) with { Unnormalized = new HashSet<string> { "CPUUtilization" } }));

        Assert.Equal((MlEndpointCheck.All, MlSeverity.Ok), Told(found));
        Assert.Contains("CPUUtilization", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Latency_is_held_against_a_threshold_only_where_one_is_given()
    {
        var evidence = Evidence(Flat("ModelLatency", 250, "ms"));

        AssertWell(evidence);
        Assert.Equal((MlEndpointCheck.Latency, MlSeverity.Warning), Told(Assert.Single(EndpointTest.Judge(evidence, new EndpointThresholds { LatencyWarningMilliseconds = 200 }))));
        Assert.Equal((MlEndpointCheck.Latency, MlSeverity.Critical), Told(Assert.Single(EndpointTest.Judge(evidence, new EndpointThresholds { LatencyCriticalMilliseconds = 250 }))));
    }

    [Theory]
    [InlineData(90, 30, 500, true)]
    [InlineData(59, 30, 500, false)]
    [InlineData(90, 30, 5, false)]
    public void Latency_is_held_against_the_same_hours_a_week_ago(double now, double then, double requests, bool isFound)
    {
        var evidence = Evidence(Counts("Invocations", requests), Flat("ModelLatency", now, "ms")) with { LastWeek = [Counts("Invocations", 500), Flat("ModelLatency", then, "ms")] };

        if (!isFound)
            AssertWell(evidence);
        else
            Assert.Equal((MlEndpointCheck.LatencyChange, MlSeverity.Warning, 90, 60), (Judge(evidence)[0].Check, Judge(evidence)[0].Severity, Judge(evidence)[0].Value, Judge(evidence)[0].Threshold));
    }

    [Fact]
    public void Latency_that_always_jumps_about_has_not_changed()
    {
        var evidence = Evidence(Counts("Invocations", 500), Points("ModelLatency", 10, 200, 90, 15, 180, 60, 150)) with
        {
            LastWeek = [Counts("Invocations", 500), Points("ModelLatency", 10, 160, 20, 15, 150, 40, 12)],
        };

        AssertWell(evidence);
    }

    [Fact]
    public void No_request_where_there_were_some_is_found_and_a_gap_is_not_taken_for_none()
    {
        var evidence = Evidence(Points("Invocations"), Flat("CPUUtilization", 2)) with { LastWeek = [Counts("Invocations", 500)] };

        Assert.Equal((MlEndpointCheck.Traffic, MlSeverity.Warning), Told(Assert.Single(Judge(evidence))));
        AssertWell(evidence with { LastWeek = [Counts("Invocations", 19)] });
        Assert.DoesNotContain(Judge(evidence with { Gaps = [new EndpointGap(MlEndpointCheck.Metric, "Forbidden", "Invocations", "v")] }), f => f.Check == MlEndpointCheck.Traffic);
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(13, false)]
    public void Days_without_a_request_make_an_endpoint_idle(int days, bool isFound)
    {
        // The day of the last request ends at midnight, half a day before now.
        var last = new DateTimeOffset(Now.Date, TimeSpan.Zero).AddDays(-days - 1);
        var evidence = Evidence(Points("Invocations"), Flat("CPUUtilization", 2)) with { Daily = [Daily((last, 900), (last.AddDays(1), 0))] };

        if (isFound)
            Assert.Equal((MlEndpointCheck.Idle, 21.0, 14.0, "days"), (Judge(evidence)[0].Check, Judge(evidence)[0].Value!.Value, Judge(evidence)[0].Threshold!.Value, Judge(evidence)[0].Unit));
        else
            AssertWell(evidence);
    }

    [Fact]
    public void Never_asked_an_endpoint_is_idle_since_it_was_made()
    {
        var evidence = Evidence(Points("Invocations"), Flat("CPUUtilization", 2)) with { Endpoint = Well with { Created = Now.AddDays(-30.5) }, Daily = [Daily()] };

        Assert.Equal(30, Assert.Single(Judge(evidence)).Value);
    }

    [Fact]
    public void A_queue_that_grows_and_one_that_waits_are_two_findings()
    {
        var growing = Points("ApproximateBacklogSize", [.. Enumerable.Range(0, 12).Select(i => 540.0 + (i * 9))]);
        var found = Judge(Evidence(growing, Flat("ApproximateAgeOfOldestRequest", 2400, "s")));

        Assert.Equal(["ApproximateBacklogSize", "ApproximateAgeOfOldestRequest"], found.Select(f => f.MetricName));
        Assert.All(found, f => Assert.Equal((MlEndpointCheck.Backlog, MlSeverity.Warning), Told(f)));
        Assert.Equal(MlSeverity.Critical, Assert.Single(Judge(Evidence(Flat("ApproximateAgeOfOldestRequest", 7200, "s")))).Severity);
        AssertWell(Evidence(Points("ApproximateBacklogSize", 3, 4, 2, 3, 5, 3, 4, 3, 2, 4, 3, 4), Flat("ApproximateAgeOfOldestRequest", 12, "s")));
        AssertWell(Evidence(Points("ApproximateBacklogSize", 500, 510, 490, 505, 495, 500, 510, 490, 505, 495, 500, 505)));
    }

    [Fact]
    public void A_queue_without_an_instance_is_critical_unless_it_is_over()
    {
        Assert.Equal((MlEndpointCheck.BacklogWithoutCapacity, MlSeverity.Critical), Told(Assert.Single(Judge(Evidence(Points("HasBacklogWithoutCapacity", 0, 0, 1, 1, 1))))));
        AssertWell(Evidence(Points("HasBacklogWithoutCapacity", 1, 1, 1, 1, 0)));
    }

    [Fact]
    public void A_composite_alarm_above_another_that_is_told_is_not_told_by_itself()
    {
        EndpointAlarm child = new("child", "ALARM", Now.AddHours(-2), "Threshold Crossed", []), parent = new("parent", "ALARM", Now.AddHours(-2), "child went off", ["child", "other"]);
        var both = Assert.Single(Judge(Evidence(Flat("CPUUtilization", 2)) with { Alarms = [child, parent] }));

        Assert.Equal((MlEndpointCheck.Alarm, "child"), (both.Check, both.PartName));
        Assert.Contains("parent", both.Reason, StringComparison.Ordinal);
        Assert.Equal("parent", Assert.Single(Judge(Evidence(Flat("CPUUtilization", 2)) with { Alarms = [parent] })).PartName);
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(true, true, true, false)]
    [InlineData(false, false, false, false)]
    [InlineData(false, false, true, true)]
    public void Capture_that_stopped_is_found_and_capture_that_is_off_where_it_is_asked_for(bool isEnabled, bool isRunning, bool isRequired, bool isFound)
    {
        var evidence = Evidence(Flat("CPUUtilization", 2)) with { Endpoint = Well with { DataCapture = new MlDataCapture { IsEnabled = isEnabled, IsRunning = isRunning } } };
        var found = Assert.Single(EndpointTest.Judge(evidence, new EndpointThresholds { RequireCapture = isRequired }));

        Assert.Equal(isFound ? (MlEndpointCheck.DataCapture, MlSeverity.Warning) : (MlEndpointCheck.All, MlSeverity.Ok), Told(found));
    }

    [Fact]
    public void Capture_that_was_never_set_up_is_found_only_where_it_is_asked_for()
    {
        AssertWell(Evidence(Flat("CPUUtilization", 2)));
        Assert.Equal(MlEndpointCheck.DataCapture, Assert.Single(EndpointTest.Judge(Evidence(Flat("CPUUtilization", 2)), new EndpointThresholds { RequireCapture = true })).Check);
    }

    [Fact]
    public void Out_of_service_is_critical_and_its_metrics_are_not_missed()
    {
        var evidence = Evidence() with { Endpoint = Well with { Status = MlStatus.Unavailable, RawStatus = "Failed", FailureReason = "no capacity" } };

        Assert.Equal(("no capacity", MlSeverity.Critical), (Assert.Single(Judge(evidence)).Reason, Judge(evidence)[0].Severity));
        Assert.Equal(MlSeverity.NoData, Judge(evidence with { Endpoint = Well with { Status = MlStatus.Unknown, RawStatus = "Odd" } })[0].Severity);
    }

    [Fact]
    public void Fewer_instances_than_asked_for_and_a_rollback_are_two_things()
    {
        var degraded = Well with
        {
            Status = MlStatus.Degraded,
            FailureReason = "The deployment was rolled back; v has 1 of 2 instances",
            Variants = [new MlEndpointVariant { VariantName = "v", CurrentInstanceCount = 1, DesiredInstanceCount = 2 }],
        };
        var found = Judge(Evidence(Flat("CPUUtilization", 2)) with { Endpoint = degraded });

        Assert.Equal([(MlEndpointCheck.Capacity, "v has 1 of 2 instances"), (MlEndpointCheck.Deployment, "The deployment was rolled back")], found.Select(f => (f.Check, f.Reason)));
        Assert.Equal(MlSeverity.Critical, Judge(Evidence(Flat("CPUUtilization", 2)) with
        {
            Endpoint = degraded with { FailureReason = "v has 0 of 2 instances", Variants = [new MlEndpointVariant { VariantName = "v", CurrentInstanceCount = 0, DesiredInstanceCount = 2 }] },
        })[0].Severity);
    }

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.1, true)]
    public void A_deployment_that_takes_too_long_is_found(double hours, bool isFound)
    {
        var updating = Well with { Status = MlStatus.InProgress, RawStatus = "Updating", Deployment = new MlEndpointDeployment { Started = Now.AddHours(-hours), Stage = "v: Baking" } };

        Assert.Equal(isFound ? MlEndpointCheck.Deployment : MlEndpointCheck.All, Assert.Single(Judge(Evidence(Flat("CPUUtilization", 2)) with { Endpoint = updating })).Check);
    }

    [Fact]
    public void No_metric_at_all_is_no_data_unless_there_are_no_instances_and_it_is_asked_now_and_then()
    {
        var serverless = Well with { Kind = MlEndpointKind.Serverless, Variants = [new MlEndpointVariant { VariantName = "v", MemorySizeInMB = 2048 }] };
        var nothing = Evidence(Points("Invocations"), Points("ModelLatency"));

        Assert.Equal((MlEndpointCheck.Metric, MlSeverity.NoData), Told(Assert.Single(Judge(nothing))));
        Assert.Equal(MlSeverity.NoData, Judge(nothing with { Endpoint = serverless })[0].Severity);
        AssertWell(nothing with { Endpoint = serverless, Daily = [Daily((Now.Date, 12))] });
    }

    [Fact]
    public void A_gap_is_a_result_and_the_rest_is_judged()
    {
        var found = Judge(Evidence(Flat("DiskUtilization", 80)) with { Gaps = [new EndpointGap(MlEndpointCheck.Metric, "CloudWatch may not show ModelLatency: Forbidden", "ModelLatency", "v")] });

        Assert.Equal([(MlEndpointCheck.Metric, MlSeverity.NoData), (MlEndpointCheck.Disk, MlSeverity.Warning)], found.Select(Told));
        Assert.Equal("ModelLatency", found[0].MetricName);
    }

    [Fact]
    public void Only_what_is_looked_for_is_found()
    {
        var evidence = Evidence(Flat("DiskUtilization", 80), Flat("CPUUtilization", 99));

        Assert.Equal(MlEndpointCheck.Disk, Assert.Single(EndpointTest.Judge(evidence, null, new HashSet<MlEndpointCheck> { MlEndpointCheck.Disk })).Check);
        Assert.Equal(MlEndpointCheck.All, Assert.Single(EndpointTest.Judge(evidence, null, new HashSet<MlEndpointCheck> { MlEndpointCheck.Idle })).Check);
    }

    private static (MlEndpointCheck, MlSeverity) Told(MlEndpointFinding finding) => (finding.Check, finding.Severity);

    private static void AssertWell(EndpointEvidence evidence) => Assert.Equal((MlEndpointCheck.All, MlSeverity.Ok), Told(Assert.Single(Judge(evidence))));

    private static IReadOnlyList<MlEndpointFinding> Judge(EndpointEvidence evidence) => EndpointTest.Judge(evidence);

    private static EndpointEvidence Evidence(params MlEndpointSeries[] series) => new() { Endpoint = Well, Series = series, Window = Hour, Now = Now };

    private static MlEndpointSeries Counts(string metric, double sum) => Points(metric, [.. Enumerable.Repeat(sum / 10, 10)]) with { Sum = sum };

    private static MlEndpointSeries Flat(string metric, double value, string unit = "%") => Points(metric, [.. Enumerable.Repeat(value, 12)]) with { Unit = unit };

    private static MlEndpointSeries Daily(params (DateTimeOffset Day, double Value)[] days) => Points("Invocations") with
    {
        Points = [.. days.Select(d => Point("Invocations", d.Value, d.Day, 86_400))],
        Window = new MlWindow(Now.AddDays(-90), Now),
    };

    private static MlEndpointSeries Points(string metric, params double[] values) => new()
    {
        EndpointName = "e",
        VariantName = "v",
        MetricName = metric,
        Statistic = "Average",
        Last = values.Length > 0 ? values[^1] : null,
        Points = [.. values.Select((value, i) => Point(metric, value, Hour.After.AddSeconds(300 * i), 300))],
        Window = Hour,
        Region = "eu-west-1",
    };

    private static MlEndpointMetric Point(string metric, double value, DateTimeOffset time, int period) =>
        new() { EndpointName = "e", VariantName = "v", MetricName = metric, Statistic = "Average", Value = value, Time = time, PeriodSeconds = period, Region = "eu-west-1" };
}
