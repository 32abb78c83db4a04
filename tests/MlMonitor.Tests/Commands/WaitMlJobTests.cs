using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class WaitMlJobTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "WaitMlJob";

    [Theory]
    [InlineData("Wait-MlJob churn-xgboost-baseline, fraud-xgboost-wide")]
    [InlineData("'churn-xgboost-baseline', 'fraud-xgboost-wide' | Wait-MlJob")]
    [InlineData("[pscustomobject]@{ Name = 'churn-xgboost-baseline' }, [pscustomobject]@{ JobName = 'fraud-xgboost-wide'; Type = 'Training'; Region = 'eu-west-1' } | Wait-MlJob")]
    [InlineData("Get-MlJob churn-xgboost-baseline, fraud-xgboost-wide | Wait-MlJob")]
    public void Jobs_that_have_ended_come_at_once(string script)
    {
        var result = Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal(["churn-xgboost-baseline", "fraud-xgboost-wide"], result.Values("JobName"));
        Assert.Equal(["Succeeded", "Failed"], result.Values("Status").Select(s => s!.ToString()));
    }

    [Fact]
    public void Jobs_of_all_kinds_are_waited_for_and_never_searched_for()
    {
        var result = Run("Get-MlJob churn-score-batch, features-daily-build, fraud-mlp-tuning, receipts-text-labeling, churn-automl, churn-xgboost-baseline | Wait-MlJob");

        Assert.Empty(result.Errors);
        Assert.Equal(6, result.Output.Count);
        Assert.Equal(0, CallsTo("Search"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("'2'")]
    [InlineData("00:00:02")]
    public void What_has_not_ended_in_time_is_one_error_a_job_and_the_others_come(string timeout)
    {
        var result = Run($"'fraud-gnn-spot', 'churn-xgboost-baseline', 'reco-two-tower' | Wait-MlJob -Timeout {timeout} -PollingInterval 1");

        Assert.Equal("churn-xgboost-baseline", result.Single.Properties["JobName"].Value);
        Assert.Equal(2, result.Errors.Count);
        AssertError(result.Errors[0], "JobStillRunning", ErrorCategory.OperationTimeout, "fraud-gnn-spot", Command);
        AssertError(result.Errors[1], "JobStillRunning", ErrorCategory.OperationTimeout, "reco-two-tower", Command);
        Assert.InRange(CallsTo("DescribeTrainingJob"), 5, 9);
    }

    [Theory]
    [InlineData("-PollingInterval 0")]
    [InlineData("-PollingInterval 00:00:00.5")]
    [InlineData("-PollingInterval 2.00:00:00")]
    [InlineData("-Timeout '-00:00:01'")]
    public void Times_that_make_no_sense_are_refused(string parameter) =>
        Assert.Equal(
            "ParameterArgumentValidationError,MlMonitor.Commands.WaitMlJobCommand",
            Assert.Single(Run($"Wait-MlJob fraud-gnn-spot {parameter}").Errors).FullyQualifiedErrorId);

    [Fact]
    public void A_job_that_is_nowhere_is_one_error_and_the_others_come()
    {
        var result = Run("Wait-MlJob nonesuch, churn-xgboost-baseline -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "JobNotFound", ErrorCategory.ObjectNotFound, "nonesuch", Command);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_denied_job_is_an_error()
    {
        With();
        Break(FaultKind.Denied, "sagemaker:Describe.*");

        AssertError(Assert.Single(Run("Wait-MlJob fraud-gnn-spot").Errors), "AccessDenied", ErrorCategory.PermissionDenied, "fraud-gnn-spot", Command);
    }
}
