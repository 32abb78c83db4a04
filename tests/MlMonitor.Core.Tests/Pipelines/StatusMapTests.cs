using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class StatusMapTests
{
    /// <summary>
    /// The enumerations PipelineExecutionStatus, StageExecutionStatus and ActionExecutionStatus of the published service model
    /// (codepipeline, 2015-07-09).
    /// </summary>
    [Theory]
    [InlineData("Cancelled", MlStatus.Stopped)]
    [InlineData("InProgress", MlStatus.InProgress)]
    [InlineData("Stopped", MlStatus.Stopped)]
    [InlineData("Stopping", MlStatus.Stopping)]
    [InlineData("Succeeded", MlStatus.Succeeded)]
    [InlineData("Superseded", MlStatus.Superseded)]
    [InlineData("Failed", MlStatus.Failed)]
    [InlineData("Skipped", MlStatus.Skipped)]
    [InlineData("Abandoned", MlStatus.Stopped)]
    public void Every_status_of_CodePipeline_has_its_unified_status(string raw, MlStatus expected) =>
        Assert.Equal(expected, StatusMap.CodePipeline(raw));

    /// <summary>The states of the events "CodePipeline Pipeline/Stage/Action Execution State Change", in capitals.</summary>
    [Theory]
    [InlineData("STARTED", MlStatus.InProgress)]
    [InlineData("RESUMED", MlStatus.InProgress)]
    [InlineData("CANCELED", MlStatus.Stopped)]
    [InlineData("SUCCEEDED", MlStatus.Succeeded)]
    [InlineData("FAILED", MlStatus.Failed)]
    public void The_words_of_events_mean_the_same(string raw, MlStatus expected) =>
        Assert.Equal(expected, StatusMap.CodePipeline(raw));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_status_yet_is_pending(string? raw) => Assert.Equal(MlStatus.Pending, StatusMap.CodePipeline(raw));

    [Theory]
    [InlineData("Hibernating")]
    [InlineData("Succeeded2")]
    [InlineData("NotFailed")]
    public void A_word_this_version_does_not_know_is_unknown_and_never_success(string raw) =>
        Assert.Equal(MlStatus.Unknown, StatusMap.CodePipeline(raw));
}
