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

    [Theory]
    [InlineData("fraud-xgboost-wide", "OutOfMemory", "more memory", null)]
    [InlineData("llm-lora-finetune", "Capacity", "CapacityError", null)]
    [InlineData("forecast-prophet-train", "ImagePull", "Cannot pull image", null)]
    [InlineData("churn-features-train", "Permission", "not authorized to perform: s3:GetObject", null)]
    [InlineData("uplift-tlearner-train", "DataNotFound", "No S3 objects found", null)]
    [InlineData("credit-scorecard-train", "Exception", "ValueError: bins of income_bracket", "/opt/ml/code/scorecard/binning.py, line 66, in fit")]
    [InlineData("drift-report-build", "Exception", "ParserError", null)]
    [InlineData("anomaly-autoencoder-train", "Timeout", "MaxRuntimeExceeded", null)]
    [InlineData("audio-tagger-train", "Exception", "exit code: 139", null)]
    [InlineData("ocr-multilingual-train", "Exception", "无法解析标签文件", null)]
    public void A_failed_job_tells_what_brought_it_down(string job, string kind, string reason, string? frame)
    {
        var result = Run($"Get-MlJob {job} | Get-MlFailureCause");
        var cause = result.Single;

        Assert.Empty(result.Errors);
        Assert.Equal(kind, cause.Properties["FailureKind"].Value.ToString());
        Assert.Contains(reason, (string)cause.Properties["Reason"].Value, StringComparison.Ordinal);
        Assert.Equal(true, cause.Properties["IsComplete"].Value);
        if (frame is not null)
            Assert.Equal(frame, cause.Properties["LastFrame"].Value);
        var sentence = (string)cause.Properties["Sentence"].Value;
        Assert.DoesNotContain(sentence, char.IsControl);
        Assert.DoesNotContain("sandbox-secret", result.Rendered, StringComparison.Ordinal);
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
