using MlMonitor.Core.Watching.Freshness;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>Silence is told apart from not having been able to look, and from not having had to happen yet.</summary>
public class FreshnessTestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);
    private static readonly HashSet<MlFreshnessCheck> All = [];

    [Theory]
    [InlineData(MlStatus.Succeeded, 24.9, MlSeverity.Ok)]
    [InlineData(MlStatus.Succeeded, 25.1, MlSeverity.Critical)]
    [InlineData(MlStatus.Failed, 1d, MlSeverity.Ok)]
    [InlineData(MlStatus.InProgress, 100d, MlSeverity.Ok)]
    [InlineData(MlStatus.Pending, null, MlSeverity.Critical)]
    [InlineData(MlStatus.Unknown, null, MlSeverity.NoData)]
    public void A_pipeline_should_have_run_whatever_came_of_it(MlStatus status, double? hoursAgo, MlSeverity severity)
    {
        var found = FreshnessTest.Judge(Pipeline(status, hoursAgo), Day, Now);

        Assert.Equal((severity, MlFreshnessCheck.PipelineRun, "nightly", 25d), (found.Severity, found.Check, found.PipelineName, found.Threshold));
        Assert.Equal("Freshness/-/eu-west-1/nightly/PipelineRun", found.ToAlertSubject().Key);
    }

    [Theory]
    [InlineData(MlStatus.Succeeded, 25, MlSeverity.Ok)]
    [InlineData(MlStatus.Succeeded, 2, MlSeverity.NoData)]
    [InlineData(MlStatus.Pending, 25, MlSeverity.Critical)]
    [InlineData(MlStatus.Pending, 72, MlSeverity.NoData)]
    [InlineData(MlStatus.Unknown, 25, MlSeverity.NoData)]
    public void Of_an_express_machine_only_the_last_day_is_known(MlStatus status, double maximumHours, MlSeverity severity) =>
        Assert.Equal(severity, FreshnessTest.Judge(Pipeline(status, null) with { RawStatus = "EXPRESS" }, TimeSpan.FromHours(maximumHours), Now).Severity);

    [Theory]
    [InlineData("Scheduled", 1, MlSeverity.Ok)]
    [InlineData("Scheduled", 30, MlSeverity.Critical)]
    [InlineData("Failed", 30, MlSeverity.Critical)]
    [InlineData("Stopped", 300, MlSeverity.Warning)]
    [InlineData("Stopped", 1, MlSeverity.Ok)]
    public void A_schedule_should_have_run(string status, double hoursAgo, MlSeverity severity)
    {
        var endpoint = Endpoint() with { DataCapture = null, Executions = [new MlMonitorExecution { MonitoringScheduleName = "s", Type = MlMonitoringType.DataQuality, Status = MlStatus.Failed, ScheduleStatus = status, Scheduled = Now.AddHours(-hoursAgo), Region = "eu-west-1" }] };
        var found = Assert.Single(FreshnessTest.Judge(endpoint, All, Day, Now));

        Assert.Equal((severity, MlFreshnessCheck.Schedule, "s"), (found.Severity, found.Check, found.MonitoringScheduleName));
    }

    [Theory]
    [InlineData(1d, null, MlSeverity.Ok)]
    [InlineData(26d, null, MlSeverity.Critical)]
    [InlineData(null, null, MlSeverity.Critical)]
    [InlineData(null, "capture files not seen: AccessDenied", MlSeverity.NoData)]
    [InlineData(26d, "labels not seen: AccessDenied", MlSeverity.Critical)]
    public void Capture_that_is_on_should_have_written(double? hoursAgo, string? notSeen, MlSeverity severity)
    {
        var endpoint = Endpoint() with { NewestCapture = Now.AddHours(-hoursAgo ?? 0) is var at && hoursAgo is null ? null : at, NotSeen = notSeen is null ? [] : [notSeen] };

        Assert.Equal((MlFreshnessCheck.Capture, severity), Told(endpoint));
    }

    [Fact]
    public void What_was_deployed_a_moment_ago_need_not_have_captured_yet_and_what_is_off_is_not_asked()
    {
        Assert.Equal((MlFreshnessCheck.Capture, MlSeverity.Ok), Told(Endpoint() with { ModelDeployed = Now.AddHours(-24) }));
        Assert.Empty(FreshnessTest.Judge(Endpoint() with { DataCapture = new MlDataCapture { IsEnabled = false, IsRunning = false } }, All, Day, Now));
    }

    [Theory]
    [InlineData(1d, null, MlSeverity.Ok)]
    [InlineData(100d, null, MlSeverity.Critical)]
    [InlineData(null, null, MlSeverity.Critical)]
    [InlineData(null, "labels not seen: Throttled", MlSeverity.NoData)]
    public void Labels_should_have_come_where_there_is_a_place_for_them(double? hoursAgo, string? notSeen, MlSeverity severity)
    {
        var endpoint = Endpoint() with { DataCapture = null, LabelUri = "s3://labels/x/", NewestLabel = hoursAgo is { } ago ? Now.AddHours(-ago) : null, NotSeen = notSeen is null ? [] : [notSeen] };

        Assert.Equal((MlFreshnessCheck.Label, severity), Told(endpoint));
        Assert.Empty(FreshnessTest.Judge(endpoint with { LabelUri = null }, All, Day, Now));
    }

    [Theory]
    [InlineData(6d, null, MlSeverity.Ok)]
    [InlineData(8d, null, MlSeverity.Critical)]
    [InlineData(-30d, null, MlSeverity.Ok)]
    [InlineData(null, null, MlSeverity.Critical)]
    [InlineData(null, "baseline not seen: AccessDenied", MlSeverity.NoData)]
    public void A_baseline_may_be_a_week_older_than_its_model(double? daysOlder, string? notSeen, MlSeverity severity)
    {
        var endpoint = Endpoint() with { DataCapture = null, BaselineUri = "s3://b/x.json", BaselineWritten = daysOlder is { } older ? Now.AddDays(-60 - older) : null, NotSeen = notSeen is null ? [] : [notSeen] };

        Assert.Equal((MlFreshnessCheck.Baseline, severity), Told(endpoint));
    }

    [Fact]
    public void Only_what_is_asked_for_is_judged()
    {
        var endpoint = Endpoint() with { LabelUri = "s3://labels/x/", NewestLabel = Now };

        Assert.Equal([MlFreshnessCheck.Label], FreshnessTest.Judge(endpoint, new HashSet<MlFreshnessCheck> { MlFreshnessCheck.Label }, Day, Now).Select(f => f.Check));
    }

    private static (MlFreshnessCheck, MlSeverity) Told(MlPosture endpoint)
    {
        var found = Assert.Single(FreshnessTest.Judge(endpoint, All, Day, Now));
        Assert.Equal("x", found.EndpointName);
        return (found.Check, found.Severity);
    }

    private static MlPipelineStatus Pipeline(MlStatus status, double? hoursAgo) => new()
    {
        PipelineName = "nightly",
        Source = MlPipelineSource.StepFunctions,
        Status = status,
        Severity = MlSeverity.Ok,
        Reason = "why",
        Since = hoursAgo is { } ago ? Now.AddHours(-ago) : null,
        Region = "eu-west-1",
    };

    private static MlPosture Endpoint() => new()
    {
        EndpointName = "x",
        Severity = MlSeverity.Ok,
        Status = MlStatus.Healthy,
        DataCapture = new MlDataCapture { IsEnabled = true, IsRunning = true },
        ModelDeployed = Now.AddDays(-60),
        Region = "eu-west-1",
    };
}
