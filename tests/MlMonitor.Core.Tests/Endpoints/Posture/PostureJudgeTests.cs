using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Endpoints.Posture;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Tests.Endpoints.Posture;

/// <summary>The table of what is missing and how much it matters, row by row.</summary>
public sealed class PostureJudgeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    private static readonly MlDataCapture Capturing = new() { IsEnabled = true, IsRunning = true, SamplingPercent = 100, Destination = "s3://b/c" };
    private static readonly Problem Denied = Problem.Of(ProblemId.AccessDenied, "no", "s3://b/c", "Allow it.");

    [Fact]
    public void Where_everything_is_watched_nothing_is_missing()
    {
        var row = PostureJudge.Judge(Watched, new PostureOptions(), Now);

        Assert.Equal((MlSeverity.Ok, 0, 0, "team"), (row.Severity, row.Missing.Count, row.NotSeen.Count, row.Owner));
        Assert.Equal((Now.AddHours(-1), Now.AddDays(-20), Now.AddDays(-15), Now.AddDays(-1)), (row.NewestCapture, row.BaselineWritten, row.ModelDeployed, row.NewestLabel));
        Assert.Equal("scorer: watched", row.ToString());
    }

    public static TheoryData<string, MlSeverity, string> Table => new()
    {
        { "stopped", MlSeverity.Critical, "data capture stopped" },
        { "off", MlSeverity.Warning, "data capture is off" },
        { "no file", MlSeverity.Warning, "no capture file at all" },
        { "old file", MlSeverity.Warning, "no capture file for 30 hours" },
        { "no baseline", MlSeverity.Warning, "no baseline" },
        { "baseline gone", MlSeverity.Critical, "the baseline named is not there" },
        { "baseline of another model", MlSeverity.Warning, "the baseline is 8 days older than the model" },
        { "old baseline", MlSeverity.Warning, "the baseline is 91 days old" },
        { "schedule stopped", MlSeverity.Warning, "schedule s is Stopped" },
        { "execution failed", MlSeverity.Warning, "the last execution of s failed" },
        { "violations", MlSeverity.Warning, "s found violations" },
        { "never ran", MlSeverity.Warning, "schedule s has not run yet" },
        { "labels never came", MlSeverity.Warning, "no labels have come" },
        { "old labels", MlSeverity.Warning, "no labels for 8 days" },
        { "no labels", MlSeverity.Ok, "no labels" },
        { "no alarm", MlSeverity.Warning, "no alarm names it" },
        { "no owner", MlSeverity.Warning, "no owner tag" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_lack_alone_is_told_with_its_severity(string lack, MlSeverity severity, string words)
    {
        var row = PostureJudge.Judge(Without(lack), new PostureOptions(), Now);

        Assert.Equal(words, Assert.Single(row.Missing));
        Assert.Equal(severity, row.Severity);
        Assert.Empty(row.NotSeen);
    }

    [Theory]
    [InlineData("capture", "capture files not seen: AccessDenied")]
    [InlineData("baseline", "baseline not seen: AccessDenied")]
    [InlineData("labels", "labels not seen: AccessDenied")]
    [InlineData("alarms", "alarms not seen: AccessDenied")]
    [InlineData("monitor", "Model Monitor not seen: AccessDenied")]
    [InlineData("tags", "tags not seen: AccessDenied")]
    public void What_may_not_be_seen_is_told_and_never_missing(string what, string words)
    {
        var unseen = new S3Answer<S3Item>(null, Denied);
        var row = PostureJudge.Judge(what switch
        {
            "capture" => Watched with { Capture = unseen },
            "baseline" => Watched with { Baseline = unseen },
            "labels" => Watched with { Label = unseen },
            "alarms" => Watched with { Alarms = [], AlarmProblem = Denied },
            "tags" => Watched with { Endpoint = Watched.Endpoint with { Tag = new Dictionary<string, string>() }, BaselineUri = null, LabelUri = null, TagProblem = Denied },
            _ => Watched with { BaselineUri = null, LabelUri = null, MonitorProblem = Denied },
        }, new PostureOptions(), Now);

        Assert.Equal(words, Assert.Single(row.NotSeen));
        Assert.Empty(row.Missing);
        Assert.Equal(MlSeverity.NoData, row.Severity);
        Assert.Contains(words, row.ToAlertSubject().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_watches_is_critical_and_the_worst_comes_first()
    {
        var row = PostureJudge.Judge(new PostureFacts(Endpoint(null)), new PostureOptions(), Now);

        Assert.Equal(MlSeverity.Critical, row.Severity);
        Assert.Equal(["nothing watches it", "data capture is off", "no baseline", "no alarm names it", "no labels"], row.Missing);
    }

    [Fact]
    public void What_is_out_of_service_is_not_asked_for_capture()
    {
        var row = PostureJudge.Judge(Watched with { Endpoint = Endpoint(null) with { Status = MlStatus.Unavailable }, Capture = default }, new PostureOptions(), Now);

        Assert.Empty(row.Missing);
    }

    [Fact]
    public void What_was_deployed_just_now_need_not_have_captured_yet() =>
        Assert.Empty(PostureJudge.Judge(Watched with { Capture = default, ModelDeployed = Now.AddHours(-2), Baseline = At(Now.AddDays(-2)) }, new PostureOptions(), Now).Missing);

    [Fact]
    public void Thresholds_are_those_given()
    {
        var options = new PostureOptions { OwnerTag = "team", MaximumCaptureAge = TimeSpan.FromMinutes(59), MaximumBaselineAge = TimeSpan.FromDays(19), MaximumLabelAge = TimeSpan.FromHours(23) };

        Assert.Equal(["no capture file for 60 minutes", "the baseline is 20 days old", "no labels for 24 hours", "no team tag"], PostureJudge.Judge(Watched, options, Now).Missing);
    }

    private static PostureFacts Watched => new(Endpoint(Capturing))
    {
        ModelDeployed = Now.AddDays(-15),
        Capture = At(Now.AddHours(-1)),
        BaselineUri = "s3://b/baseline",
        Baseline = At(Now.AddDays(-20)),
        LabelUri = "s3://b/labels",
        Label = At(Now.AddDays(-1)),
        Alarms = [new EndpointAlarm("a", "OK", Now, "", [])],
    };

    private static PostureFacts Without(string lack)
    {
        var execution = new MlMonitorExecution
        {
            MonitoringScheduleName = "s",
            Type = MlMonitoringType.DataQuality,
            ScheduleStatus = "Scheduled",
            Status = MlStatus.Succeeded,
            RawStatus = "Completed",
            Region = "eu-west-1",
        };
        return lack switch
        {
            "stopped" => Watched with { Endpoint = Endpoint(Capturing with { IsRunning = false }) },
            "off" => Watched with { Endpoint = Endpoint(null), Capture = default },
            "no file" => Watched with { Capture = default },
            "old file" => Watched with { Capture = At(Now.AddHours(-30)) },
            "no baseline" => Watched with { BaselineUri = null, Baseline = default },
            "baseline gone" => Watched with { Baseline = default },
            "baseline of another model" => Watched with { Baseline = At(Now.AddDays(-23)) },
            "old baseline" => Watched with { ModelDeployed = Now.AddDays(-90), Baseline = At(Now.AddDays(-91)) },
            "schedule stopped" => Watched with { Executions = [execution with { ScheduleStatus = "Stopped" }] },
            "execution failed" => Watched with { Executions = [execution with { Status = MlStatus.Failed, RawStatus = "Failed" }] },
            "violations" => Watched with { Executions = [execution with { Status = MlStatus.SucceededWithWarnings, RawStatus = "CompletedWithViolations" }] },
            "never ran" => Watched with { Executions = [execution with { Status = MlStatus.Pending, RawStatus = null }] },
            "labels never came" => Watched with { Label = default },
            "old labels" => Watched with { Label = At(Now.AddDays(-8)) },
            "no labels" => Watched with { LabelUri = null, Label = default },
            "no alarm" => Watched with { Alarms = [] },
            _ => Watched with { Endpoint = Watched.Endpoint with { Tag = new Dictionary<string, string>() } },
        };
    }

    private static S3Answer<S3Item> At(DateTimeOffset written) => new(new S3Item(new S3Location("b", "k"), 1, written), null);

    private static MlEndpoint Endpoint(MlDataCapture? capture) => new()
    {
        EndpointName = "scorer",
        Kind = MlEndpointKind.RealTime,
        Status = MlStatus.Healthy,
        DataCapture = capture,
        Created = Now.AddDays(-30),
        Region = "eu-west-1",
        Tag = new Dictionary<string, string> { ["owner"] = "team" },
    };
}
