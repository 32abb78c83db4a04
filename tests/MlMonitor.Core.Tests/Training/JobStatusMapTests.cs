using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Tests.Training;

/// <summary>Every value of the job status enumerations of the published service model (sagemaker, 2017-07-24).</summary>
public sealed class JobStatusMapTests
{
    [Theory]
    [InlineData("InProgress", null, MlStatus.InProgress)]
    [InlineData("InProgress", "Interrupted", MlStatus.InProgress)]
    [InlineData("Completed", "Completed", MlStatus.Succeeded)]
    [InlineData("Failed", "Failed", MlStatus.Failed)]
    [InlineData("Stopping", null, MlStatus.Stopping)]
    [InlineData("Stopped", "Stopped", MlStatus.Stopped)]
    [InlineData("Stopped", "MaxRuntimeExceeded", MlStatus.TimedOut)]
    [InlineData("Stopped", "MaxWaitTimeExceeded", MlStatus.TimedOut)]
    [InlineData("Deleting", null, MlStatus.Deleting)]
    [InlineData("DeleteFailed", null, MlStatus.Failed)]
    [InlineData("Initializing", null, MlStatus.Pending)]
    [InlineData("Stopped", "MaxAutoMLJobRuntimeReached", MlStatus.TimedOut)]
    [InlineData("Completed", "ExplainabilityError", MlStatus.SucceededWithWarnings)]
    [InlineData("Completed", "ModelInsightsError", MlStatus.SucceededWithWarnings)]
    [InlineData("Completed", "ModelDeploymentError", MlStatus.SucceededWithWarnings)]
    [InlineData("Completed", "MaxCandidatesReached", MlStatus.Succeeded)]
    [InlineData("Hibernating", null, MlStatus.Unknown)]
    [InlineData(null, null, MlStatus.Unknown)]
    public void Every_status_of_a_job_has_its_unified_status(string? raw, string? secondary, MlStatus expected) =>
        Assert.Equal(expected, JobStatusMap.Of(raw, secondary));
}
