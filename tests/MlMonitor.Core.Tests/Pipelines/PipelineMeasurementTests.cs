using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class PipelineMeasurementTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MlWindow Window = new(Start, Start.AddDays(10));

    [Fact]
    public void Durations_are_those_of_numpy()
    {
        // numpy 1.24: np.percentile([60,70,80,90,100,200,400,800], [50,95]) -> 95.0, 660.0
        double[] seconds = [400, 60, 70, 800, 80, 100, 90, 200];
        var measure = PipelineMeasurement.Of([.. seconds.Select((s, i) => Run(i, MlStatus.Succeeded, s))], Window, new PipelineThresholds());

        Assert.Equal(95.0, measure.MedianDurationSeconds);
        Assert.Equal(660.0, measure.P95DurationSeconds!.Value, 9);
    }

    [Fact]
    public void Stopped_and_running_ones_are_neither_success_nor_failure()
    {
        var measure = PipelineMeasurement.Of(
            [Run(0, MlStatus.Succeeded), Run(1, MlStatus.Failed), Run(2, MlStatus.Stopped), Run(3, MlStatus.Superseded), Run(4, MlStatus.InProgress), Run(5, MlStatus.TimedOut)],
            Window, new PipelineThresholds());

        Assert.Equal(100.0 / 3, measure.SuccessRatePercent!.Value, 9);
        Assert.Equal((1, 2, 2, 1), (measure.SucceededCount, measure.FailedCount, measure.StoppedCount, measure.RunningCount));
        Assert.Equal(0.6, measure.RunsPerDay, 9);
        Assert.Equal(MlSeverity.Ok, measure.Severity);
    }

    [Fact]
    public void A_streak_is_counted_from_the_newest_ended_run()
    {
        var measure = PipelineMeasurement.Of(
            [Run(0, MlStatus.Failed), Run(1, MlStatus.Succeeded), Run(2, MlStatus.Failed), Run(3, MlStatus.Stopped), Run(4, MlStatus.Failed), Run(5, MlStatus.InProgress)],
            Window, new PipelineThresholds { MaximumFailureStreak = 1 });

        Assert.Equal(2, measure.FailureStreak);
        Assert.Equal(MlSeverity.Critical, measure.Severity);
        Assert.Equal((2.0, 1.0), (measure.Value, measure.Threshold));
    }

    [Fact]
    public void Recovery_is_from_the_first_failure_of_a_streak_to_the_next_success()
    {
        // Runs start a day apart and take 60 s: down at day 1, up at day 3 (two days); down at day 4, up at day 5 (one day).
        var measure = PipelineMeasurement.Of(
            [Run(0, MlStatus.Succeeded), Run(1, MlStatus.Failed), Run(2, MlStatus.Failed), Run(3, MlStatus.Succeeded), Run(4, MlStatus.Failed), Run(5, MlStatus.Succeeded), Run(6, MlStatus.Failed)],
            Window, new PipelineThresholds());

        Assert.Equal(TimeSpan.FromDays(1.5).TotalSeconds, measure.MeanTimeToRecoverSeconds);
    }

    [Fact]
    public void A_window_in_which_nothing_ended_says_nothing_of_success()
    {
        var measure = PipelineMeasurement.Of([Run(0, MlStatus.InProgress)], Window, new PipelineThresholds { MinimumSuccessRatePercent = 90 });

        Assert.Equal(MlSeverity.NoData, measure.Severity);
        Assert.Null(measure.SuccessRatePercent);
    }

    [Fact]
    public void Every_threshold_that_is_broken_is_told_the_worst_first()
    {
        var measure = PipelineMeasurement.Of(
            [Run(0, MlStatus.Succeeded, 1000), Run(1, MlStatus.Failed)], Window,
            new PipelineThresholds { MinimumSuccessRatePercent = 90, MaximumDuration = TimeSpan.FromMinutes(5), MinimumRunsPerDay = 1 });

        Assert.Equal(MlSeverity.Critical, measure.Severity);
        Assert.Equal("50 % succeeded, at least 90 % wanted; 95 % end within 1000 s, 300 s wanted; 0.2 runs a day, at least 1 wanted", measure.Reason);
    }

    private static MlPipelineRun Run(int day, MlStatus status, double seconds = 60) => new()
    {
        PipelineName = "p",
        Source = MlPipelineSource.CodePipeline,
        ExecutionId = $"{day}",
        Region = "eu-west-1",
        Status = status,
        Started = Start.AddDays(day),
        Ended = status.IsTerminal() ? Start.AddDays(day).AddSeconds(seconds) : null,
        DurationSeconds = seconds,
    };
}
