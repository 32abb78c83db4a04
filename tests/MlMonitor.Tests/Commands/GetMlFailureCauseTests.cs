using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlFailureCauseTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void Every_failure_of_the_platform_has_its_cause()
    {
        var result = Run("Get-MlPipelineStatus -Source CodePipeline, StepFunctions, SageMakerPipeline | Where-Object IsFailure | Get-MlFailureCause");

        Assert.Empty(result.Errors);
        Assert.Equal(12, result.Output.Count);
        Assert.All(result.Values("IsComplete"), c => Assert.Equal(true, c));
        Assert.All(result.Values("Sentence"), s => Assert.Matches("^[A-Z].* failed on .*[.]+$", (string)s!));
    }

    [Fact]
    public void A_run_and_a_build_have_the_same_root_as_their_pipeline()
    {
        var ofStatus = Run($"Get-MlPipelineStatus {Failed} | Get-MlFailureCause -Log 0").Single.Properties["Reason"].Value;
        var ofRun = Run($"Get-MlPipelineRun {Failed} -Status Failed -First 1 | Get-MlFailureCause -Log 0").Single.Properties["Reason"].Value;
        var ofBuild = Run($"(Get-MlPipelineStatus {Failed}).Stages.Actions | Get-MlBuild -Status Failed | Get-MlFailureCause -Log 0").Single.Properties["Reason"].Value;

        Assert.Equal(ofStatus, ofRun);
        Assert.Equal(ofStatus, ofBuild);
    }

    [Fact]
    public void A_cause_becomes_an_alert_with_its_sentence_and_log()
    {
        Run($"Get-MlPipelineStatus {Failed} | Get-MlFailureCause | Send-MlAlert {Topic}");

        var message = Assert.Single(Server.Published).Message;
        Assert.Contains("failed on", message, StringComparison.Ordinal);
        Assert.Contains("KeyError", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_did_not_fail_is_an_error_and_the_rest_goes_on()
    {
        var result = Run($"Get-MlPipelineStatus {Failed}, churn-predictor-train | Get-MlFailureCause -Log 0");

        Assert.Single(result.Output);
        var error = Assert.Single(result.Errors);
        Assert.Equal("NotAFailure,MlMonitor.Commands.GetMlFailureCauseCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidType, error.CategoryInfo.Category);
    }
}
