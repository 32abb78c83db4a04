using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

/// <summary>
/// Every value of the enumerations of the published service models: codebuild 2016-10-06 (StatusType), states 2016-11-23
/// (ExecutionStatus, MapRunStatus), sagemaker 2017-07-24 (PipelineExecutionStatus, StepStatus).
/// </summary>
public sealed class EngineStatusTests
{
    [Theory]
    [InlineData("SUCCEEDED", MlStatus.Succeeded)]
    [InlineData("FAILED", MlStatus.Failed)]
    [InlineData("FAULT", MlStatus.Failed)]
    [InlineData("TIMED_OUT", MlStatus.TimedOut)]
    [InlineData("IN_PROGRESS", MlStatus.InProgress)]
    [InlineData("STOPPED", MlStatus.Stopped)]
    [InlineData("CLIENT_ERROR", MlStatus.Failed)]
    [InlineData("Baking", MlStatus.Unknown)]
    public void Every_status_of_CodeBuild_has_its_unified_status(string raw, MlStatus expected) =>
        Assert.Equal(expected, StatusMap.CodeBuild(raw));

    [Theory]
    [InlineData("RUNNING", MlStatus.InProgress)]
    [InlineData("SUCCEEDED", MlStatus.Succeeded)]
    [InlineData("FAILED", MlStatus.Failed)]
    [InlineData("TIMED_OUT", MlStatus.TimedOut)]
    [InlineData("ABORTED", MlStatus.Stopped)]
    [InlineData("PENDING_REDRIVE", MlStatus.Pending)]
    [InlineData("DREAMING", MlStatus.Unknown)]
    public void Every_status_of_Step_Functions_has_its_unified_status(string raw, MlStatus expected) =>
        Assert.Equal(expected, StatusMap.StepFunctions(raw));

    [Theory]
    [InlineData("Starting", MlStatus.Pending)]
    [InlineData("Executing", MlStatus.InProgress)]
    [InlineData("Stopping", MlStatus.Stopping)]
    [InlineData("Stopped", MlStatus.Stopped)]
    [InlineData("Failed", MlStatus.Failed)]
    [InlineData("Succeeded", MlStatus.Succeeded)]
    [InlineData("Resting", MlStatus.Unknown)]
    public void Every_status_of_SageMaker_Pipelines_has_its_unified_status(string raw, MlStatus expected) =>
        Assert.Equal(expected, StatusMap.SageMakerPipeline(raw));
}
