using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlPipelineRunTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void The_runs_of_a_pipeline_come_newest_first_within_the_last_week()
    {
        var result = Run($"Get-MlPipelineRun {Failed}");
        var started = result.Values("Started").Cast<DateTimeOffset>().ToList();

        Assert.Empty(result.Errors);
        Assert.True(started.Count > 1);
        Assert.Equal(started.OrderDescending(), started);
        Assert.All(started, s => Assert.InRange(s, DateTimeOffset.UtcNow.AddDays(-7), DateTimeOffset.UtcNow));
    }

    [Fact]
    public void Every_engine_has_its_runs()
    {
        var sources = Run("Get-MlPipelineRun -First 1").Values("Source").Select(s => s!.ToString()).Distinct().Order();

        Assert.Equal(["CodePipeline", "SageMakerPipeline", "StepFunctions"], sources);
    }

    [Fact]
    public void First_is_the_newest_of_each_pipeline()
    {
        var all = Run("Get-MlPipelineRun -Name churn-predictor-train, churn-scoring-nightly").Output;
        var first = Run("Get-MlPipelineRun -Name churn-predictor-train, churn-scoring-nightly -First 1");

        Assert.Equal(2, first.Output.Count);
        foreach (var pipeline in first.Output)
            Assert.Equal(
                all.Where(r => Equals(r.Properties["PipelineName"].Value, pipeline.Properties["PipelineName"].Value)).Max(r => (DateTimeOffset)r.Properties["Started"].Value),
                pipeline.Properties["Started"].Value);
    }

    [Fact]
    public void A_status_object_gives_its_own_runs()
    {
        var result = Run($"Get-MlPipelineStatus {Failed} | Get-MlPipelineRun -First 2");

        Assert.Empty(result.Errors);
        Assert.All(result.Values("PipelineName"), n => Assert.Equal(Failed, n));
    }

    [Theory]
    [InlineData("fraud-scorer-train", "Train/TrainModel: Failed")]
    [InlineData("fraud-retrain-workflow", "TrainModel: Failed")]
    [InlineData("fraud-model-pipeline", "TrainModel: Failed")]
    public void Steps_come_where_they_are_asked_for(string pipeline, string step)
    {
        var steps = Run($"Get-MlPipelineRun {pipeline} -Status Failed -First 1 -IncludeStep").Single.Properties["Steps"].Value.ToString();

        Assert.Contains(step, steps, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_went_through_succeeded()
    {
        var steps = Run("Get-MlPipelineRun churn-scoring-nightly -Status Succeeded -First 1 -IncludeStep").Single.Properties["Steps"].Value.ToString();

        Assert.Contains("ScoreSegments: Succeeded", steps, StringComparison.Ordinal);
        Assert.DoesNotContain("Stopped", steps, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CSV_file_of_runs_has_no_type_name_in_its_cells()
    {
        var csv = string.Join('\n', Run("Get-MlPipelineRun -First 2 -IncludeStep | ConvertTo-Csv").Output);

        Assert.Contains("\"PipelineName\",", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("MlMonitor.", csv, StringComparison.Ordinal);
        Assert.Contains("Train/TrainModel: Failed", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_grouped_by_status()
    {
        var groups = Run("Get-MlPipelineRun | Group-Object Status").Values("Name");

        Assert.Contains("Succeeded", groups);
        Assert.Contains("Failed", groups);
    }

    [Fact]
    public void A_window_that_ends_before_it_begins_is_an_error()
    {
        var result = Run("Get-MlPipelineRun -After 2026-02-01 -Before 2026-01-01");

        AssertError(result.TerminatingError ?? result.Errors[0], "WindowInvalid", ErrorCategory.InvalidArgument, "After", "GetMlPipelineRun");
    }

    [Fact]
    public void A_pipeline_that_is_nowhere_is_one_error_and_the_others_come()
    {
        var result = Run($"Get-MlPipelineRun -Name nonesuch, {Failed} -First 1");

        AssertError(Assert.Single(result.Errors), "PipelineNotFound", ErrorCategory.ObjectNotFound, "nonesuch", "GetMlPipelineRun");
        Assert.Single(result.Output);
    }
}
