using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class MeasureMlPipelineTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void Runs_that_were_read_give_the_same_measures_as_names()
    {
        var named = Run($"Measure-MlPipeline {Failed}").Single;
        var piped = Run($"Get-MlPipelineRun {Failed} -After (Get-Date).AddDays(-30) | Measure-MlPipeline").Single;

        foreach (var property in (string[])["RunCount", "SucceededCount", "FailedCount", "FailureStreak", "MedianDurationSeconds", "P95DurationSeconds"])
            Assert.Equal(named.Properties[property].Value, piped.Properties[property].Value);
    }

    [Fact]
    public void A_broken_threshold_becomes_an_alert()
    {
        Run($"Measure-MlPipeline {Failed}, churn-predictor-train -MinimumSuccessRate 99 | Where-Object Severity -ge Warning | Send-MlAlert {Topic}");

        var alert = Assert.Single(Server.Published);
        Assert.StartsWith($"[Critical] {Failed}:", alert.Subject, StringComparison.Ordinal);
        Assert.Contains("at least 99 % wanted", alert.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "within .* s, 1 s wanted")]
    [InlineData("00:00:01", "within .* s, 1 s wanted")]
    public void A_duration_is_a_time_span_or_a_number_of_seconds(string duration, string expected)
    {
        var told = Run($"(Measure-MlPipeline {Failed} -MaximumDuration {duration}).Reason").Single;

        Assert.Matches(expected, told.ToString());
    }
}
