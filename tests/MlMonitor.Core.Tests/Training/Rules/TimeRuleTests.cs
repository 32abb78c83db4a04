using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.HandMade;

namespace MlMonitor.Core.Tests.Training.Rules;

/// <summary>The rules about status, silence, runtime and interruptions.</summary>
public sealed class TimeRuleTests
{
    [Fact]
    public void A_job_that_failed_is_critical_in_its_own_words()
    {
        var failed = Running with { Status = MlStatus.Failed, RawStatus = "Failed", Ended = Now };

        var finding = Assert.Single(Of(failed with { FailureReason = "AlgorithmError: OutOfMemory" }).Found(MlTrainingCheck.Status));

        Assert.Equal((MlSeverity.Critical, "AlgorithmError: OutOfMemory"), (finding.Severity, finding.Reason));
        Assert.Equal(("churn-xgb-1", Running.Arn, "123456789012", "eu-central-1", "prod"), (finding.JobName, finding.Arn, finding.Account, finding.Region, finding.ProfileName));
        Assert.Equal("exit 137", Of(failed with { ExitMessage = "exit 137" }).Found(MlTrainingCheck.Status)[0].Reason);
        Assert.Equal("The job is Failed, and gives no reason", Of(failed).Found(MlTrainingCheck.Status)[0].Reason);
        Assert.Single(Of(failed with { Status = MlStatus.TimedOut }).Found(MlTrainingCheck.Status));
    }

    [Theory]
    [InlineData(MlStatus.InProgress)]
    [InlineData(MlStatus.Pending)]
    [InlineData(MlStatus.Succeeded)]
    [InlineData(MlStatus.Stopped)]
    public void A_job_that_did_not_fail_has_no_finding_about_its_status(MlStatus status) =>
        Assert.Empty(Of(Running with { Status = status }).Found(MlTrainingCheck.Status));

    [Fact]
    public void A_status_that_is_not_known_is_no_data()
    {
        var finding = Assert.Single(Of(Running with { Status = MlStatus.Unknown, RawStatus = "Hibernating" }).Found(MlTrainingCheck.Status));

        Assert.Equal((MlSeverity.NoData, "The job's status 'Hibernating' is not known to this version"), (finding.Severity, finding.Reason));
    }

    [Theory]
    [InlineData(29.9, null)]
    [InlineData(30, MlSeverity.Warning)]
    [InlineData(119.9, MlSeverity.Warning)]
    [InlineData(120, MlSeverity.Critical)]
    public void A_job_is_stalled_after_half_an_hour_of_silence_and_critically_after_four_times_that(double minutes, MlSeverity? severity)
    {
        var last = Now.AddMinutes(-minutes);

        var found = (Of(Running) with { LastLogEvent = last }).Found(MlTrainingCheck.Stalled);

        Assert.Equal(severity is not null, found.Length == 1);
        if (severity is not null)
        {
            Assert.Equal((severity.Value, minutes * 60, 1800d, "s"), (found[0].Severity, Math.Round(found[0].Value!.Value, 3), found[0].Threshold!.Value, found[0].Unit));
            Assert.Equal(new MlWindow(last, Now), found[0].Window);
            Assert.StartsWith("Nothing logged or published for ", found[0].Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_job_that_usually_publishes_rarely_is_given_ten_of_its_usual_intervals()
    {
        // 13 points over two hours: one every ten minutes, and so 100 minutes.
        var slow = Of(Running, ("loss", [.. Enumerable.Range(0, 13).Select(i => 1 - (0.01 * i))]));

        Assert.Empty((slow with { Now = Now.AddMinutes(99) }).Found(MlTrainingCheck.Stalled));
        var finding = Assert.Single((slow with { Now = Now.AddMinutes(101) }).Found(MlTrainingCheck.Stalled));
        Assert.Equal((6060, 6000, 13), (finding.Value!.Value, finding.Threshold!.Value, finding.PointCount));
        Assert.Equal("Nothing logged or published for 101 min, usually a point every 10 min", finding.Reason);
        Assert.Equal(MlSeverity.Critical, Assert.Single((slow with { Now = Now.AddMinutes(401) }).Found(MlTrainingCheck.Stalled)).Severity);
    }

    [Fact]
    public void Log_and_metrics_each_break_the_silence()
    {
        var silent = Of(Running) with { LastLogEvent = Now.AddHours(-1) };

        Assert.Single(silent.Found(MlTrainingCheck.Stalled));
        Assert.Empty((silent with { LastMetric = Now.AddMinutes(-1) }).Found(MlTrainingCheck.Stalled));
        Assert.Empty((Of(Running, ("loss", [1, 0.9])) with { LastLogEvent = Now.AddHours(-1) }).Found(MlTrainingCheck.Stalled));
        Assert.Empty((silent with { LastLogEvent = Now.AddMinutes(-1), LastMetric = Now.AddHours(-1) }).Found(MlTrainingCheck.Stalled));
    }

    [Fact]
    public void A_job_that_never_said_anything_is_stalled_only_where_its_log_was_read()
    {
        var mute = Of(Running) with { Transitions = [new("Downloading", Start), new("Training", Start.AddMinutes(30))] };

        Assert.Empty(mute.Found(MlTrainingCheck.Stalled));
        var finding = Assert.Single((mute with { LogRead = true }).Found(MlTrainingCheck.Stalled));
        Assert.Equal("Nothing logged or published in the 90 min since training began", finding.Reason);
        Assert.Equal(5400, finding.Value);
    }

    [Theory]
    [InlineData("Downloading")]
    [InlineData("Interrupted")]
    [InlineData("Uploading")]
    [InlineData(null)]
    public void Only_a_job_in_training_can_stall(string? status) =>
        Assert.Empty((Of(Running with { SecondaryStatus = status }) with { LastLogEvent = Now.AddHours(-1) }).Found(MlTrainingCheck.Stalled));

    [Fact]
    public void A_job_that_is_back_from_an_interruption_has_its_time_to_begin_again()
    {
        var back = Of(Running) with
        {
            LastLogEvent = Now.AddHours(-1.5),
            Transitions = [new("Training", Start), new("Interrupted", Now.AddHours(-1.4)), new("Training", Now.AddMinutes(-29))],
        };

        Assert.Empty(back.Found(MlTrainingCheck.Stalled));
        var finding = Assert.Single((back with { Now = Now.AddMinutes(2) }).Found(MlTrainingCheck.Stalled));
        Assert.Equal((1860, new MlWindow(Now.AddMinutes(-29), Now.AddMinutes(2))), (finding.Value!.Value, finding.Window!));
        Assert.Empty((back with { Job = Ended }).Found(MlTrainingCheck.Stalled));
    }

    [Theory]
    [InlineData(8001, null)]
    [InlineData(8000, MlSeverity.Warning)]
    [InlineData(7347, MlSeverity.Warning)]
    [InlineData(7346, MlSeverity.Critical)]
    [InlineData(3600, MlSeverity.Critical)]
    public void A_job_is_near_its_maximum_runtime_from_90_percent_and_critically_from_98(double maximum, MlSeverity? severity)
    {
        var found = Of(Running with { MaximumRuntimeSeconds = maximum }).Found(MlTrainingCheck.NearMaximumRuntime);

        Assert.Equal(severity is not null, found.Length == 1);
        if (severity is not null)
        {
            Assert.Equal((severity.Value, severity == MlSeverity.Critical ? 98d : 90d, "%"), (found[0].Severity, found[0].Threshold!.Value, found[0].Unit));
            Assert.Equal(100 * 7200 / maximum, found[0].Value!.Value, 1e-9);
            Assert.Equal(new MlWindow(Start, Now), found[0].Window);
        }
    }

    [Fact]
    public void The_time_without_spot_capacity_does_not_count_and_what_is_left_is_said()
    {
        var job = Of(Running with { MaximumRuntimeSeconds = 8000 });

        Assert.Equal("90 % of its maximum runtime of 2.2 h is used up; 13 min are left", Assert.Single(job.Found(MlTrainingCheck.NearMaximumRuntime)).Reason);
        var interrupted = job with { Transitions = [new("Training", Start), new("Interrupted", Start.AddMinutes(10)), new("Training", Start.AddMinutes(11))] };
        Assert.Empty(interrupted.Found(MlTrainingCheck.NearMaximumRuntime));
        var still = job with { Transitions = [new("Training", Start), new("Interrupted", Now.AddMinutes(-1))] };
        Assert.Empty(still.Found(MlTrainingCheck.NearMaximumRuntime));
    }

    [Fact]
    public void Without_a_maximum_a_start_or_a_running_job_there_is_no_runtime_to_judge()
    {
        Assert.Empty(Of(Running with { MaximumRuntimeSeconds = null }).Found(MlTrainingCheck.NearMaximumRuntime));
        Assert.Empty(Of(Running with { MaximumRuntimeSeconds = 0 }).Found(MlTrainingCheck.NearMaximumRuntime));
        Assert.Empty(Of(Running with { MaximumRuntimeSeconds = 60, Started = null }).Found(MlTrainingCheck.NearMaximumRuntime));
        Assert.Empty(Of(Ended with { MaximumRuntimeSeconds = 60 }).Found(MlTrainingCheck.NearMaximumRuntime));
    }

    [Theory]
    [InlineData(0, null, "")]
    [InlineData(1, MlSeverity.Warning, "Interrupted once for want of spot capacity")]
    [InlineData(2, MlSeverity.Warning, "Interrupted 2 times for want of spot capacity")]
    [InlineData(3, MlSeverity.Critical, "Interrupted 3 times for want of spot capacity")]
    public void One_interruption_is_a_warning_and_three_are_critical(int count, MlSeverity? severity, string reason)
    {
        var transitions = Enumerable.Range(0, count)
            .SelectMany(i => new TrainingTransition[] { new("Training", Start.AddMinutes(20 * i)), new("interrupted", Start.AddMinutes((20 * i) + 10)) });

        var found = (Of(Ended) with { Transitions = [.. transitions], Now = Now.AddDays(1) }).Found(MlTrainingCheck.SpotInterruption);

        Assert.Equal(severity is not null, found.Length == 1);
        if (severity is not null)
        {
            Assert.Equal((severity.Value, reason, (double)count, severity == MlSeverity.Critical ? 3d : 1d), (found[0].Severity, found[0].Reason, found[0].Value!.Value, found[0].Threshold!.Value));
            Assert.Equal(new MlWindow(Start.AddMinutes(10), Now), found[0].Window);
            Assert.Empty((Of(Ended) with { Transitions = [.. transitions] }).Found(MlTrainingCheck.SpotInterruption, new TrainingThresholds { SpotInterruptionWarning = count + 1 }));
        }
    }
}
