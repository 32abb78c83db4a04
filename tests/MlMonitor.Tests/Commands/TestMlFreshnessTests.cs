using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>What should have happened on the sample platform and has not, as it was planted.</summary>
public sealed class TestMlFreshnessTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlFreshness";

    [Fact]
    public void Of_all_endpoints_just_those_that_fell_silent_are_told()
    {
        var result = Run("Test-MlFreshness | Where-Object Severity -NE Ok | Sort-Object EndpointName");

        Assert.Empty(result.Errors);
        Assert.Equal(
            [
                "fraud-scorer Schedule Warning: Schedule fraud-scorer-data-quality last ran 14 days ago, and should within 25 h; it is stopped",
                "price-optimizer Capture Critical: Data capture last wrote a file 21 days ago, and should within 25 h",
                "product-recommender Baseline Critical: The baseline is 27 days older than its model",
                "store-forecaster Capture Critical: Data capture last wrote a file 9 days ago, and should within 25 h",
            ],
            result.Output.Select(o => $"{o.Properties["EndpointName"].Value} {o.Properties["Check"].Value} {o.Properties["Severity"].Value}: {o.Properties["Reason"].Value}"));
    }

    [Fact]
    public void Each_check_is_judged_of_an_endpoint_that_has_it()
    {
        var result = Run("Test-MlFreshness churn-predictor");

        Assert.Equal(["Schedule", "Schedule", "Capture", "Label", "Baseline"], result.Values("Check").Select(c => $"{c}"));
        Assert.Equal(["churn-predictor-data-quality", "churn-predictor-model-quality"], result.Output.Take(2).Select(o => $"{o.Properties["MonitoringScheduleName"].Value}"));
        // What is neither captured nor scheduled nor labelled nor held against something has nothing to be late with.
        Assert.Empty(Run("Test-MlFreshness support-llm").Output);
    }

    [Fact]
    public void Labels_are_late_by_the_age_that_is_given()
    {
        var newest = (DateTimeOffset)Run("(Get-MlPosture credit-decision).NewestLabel").Single.BaseObject;
        var finding = Run("Test-MlFreshness credit-decision -Check Label -MaximumAge 60").Single;
        var age = (DateTimeOffset.UtcNow - newest).TotalHours;

        Assert.Equal(age > 1.0 / 60 ? "Critical" : "Ok", $"{finding.Properties["Severity"].Value}");
        Assert.Equal(newest, finding.Properties["Last"].Value);
        Assert.InRange((double)finding.Properties["Value"].Value, age - 0.1, age + 0.01);
        Assert.Equal("Ok", $"{Run("Test-MlFreshness credit-decision -Check Label -MaximumAge 1.00:00:00").Single.Properties["Severity"].Value}");
    }

    [Theory]
    [InlineData("credit-risk-release", "Critical", "It last did something 3 days ago")]
    [InlineData("search-relevance-deploy", "Critical", "It last did something 2 days ago")]
    [InlineData("search-embedding-pipeline", "Critical", "It never ran")]
    [InlineData("gdpr-forget-user", "Critical", "It never ran")]
    [InlineData("demand-forecast-train", "Ok", "It runs now")]
    // It failed, and failing is not silence.
    [InlineData(Failed, "Ok", "It last did something 2 h ago")]
    public void A_pipeline_that_should_have_run_is_told_whatever_came_of_it(string name, string severity, string reason)
    {
        var finding = Run($"Test-MlFreshness -PipelineName {name}").Single;

        Assert.Equal((name, "PipelineRun", severity), ($"{finding.Properties["PipelineName"].Value}", $"{finding.Properties["Check"].Value}", $"{finding.Properties["Severity"].Value}"));
        Assert.StartsWith(reason, $"{finding.Properties["Reason"].Value}", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_express_machine_the_last_day_is_judged_by_its_counts()
    {
        var status = Run("Get-MlPipelineStatus realtime-feature-join -Source StepFunctions").Single;
        var finding = Run("Test-MlFreshness -PipelineName realtime-feature-join").Single;

        Assert.Equal("EXPRESS", status.Properties["RawStatus"].Value);
        Assert.Contains($"{status.Properties["Status"].Value}" == "Pending" ? "did not run in the last day" : "It ran in the last day", $"{finding.Properties["Reason"].Value}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_denied_is_no_silence()
    {
        Break(FaultKind.Denied, "s3:ListObjectsV2");
        var result = Run("Test-MlFreshness price-optimizer, churn-predictor -Check Capture, Label");

        Assert.All(result.Errors, e => Assert.StartsWith("AccessDenied,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.NotEmpty(result.Errors);
        Assert.Equal(3, result.Output.Count);
        Assert.All(result.Output, o => Assert.Equal("NoData", $"{o.Properties["Severity"].Value}"));
        Assert.All(result.Output, o => Assert.EndsWith("could not be seen", $"{o.Properties["Reason"].Value}", StringComparison.Ordinal));
    }

    [Fact]
    public void Schedules_that_may_not_be_listed_are_an_error_and_no_answer()
    {
        Break(FaultKind.Denied, "sagemaker:ListMonitoringSchedules");
        var result = Run("Test-MlFreshness fraud-scorer -Check Schedule");

        Assert.Empty(result.Output);
        Assert.StartsWith("AccessDenied,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_gives_a_Boolean_for_each()
    {
        Assert.Equal([true, false], Run("'churn-predictor', 'price-optimizer' | ForEach-Object { Test-MlFreshness $_ -Quiet }").Output.Select(o => o.BaseObject));
        Assert.Equal(false, Run("Test-MlFreshness -PipelineName gdpr-forget-user -Quiet").Single.BaseObject);
    }

    [Fact]
    public void Names_that_are_nowhere_are_errors()
    {
        AssertError(Assert.Single(Run("Test-MlFreshness no-such").Errors), "EndpointNotFound", ErrorCategory.ObjectNotFound, "no-such", Command);
        AssertError(Assert.Single(Run("Test-MlFreshness -PipelineName no-such").Errors), "PipelineNotFound", ErrorCategory.ObjectNotFound, "no-such", Command);
    }

    [Fact]
    public void What_is_found_can_be_sent_and_endpoints_are_taken_from_a_pipe()
    {
        var result = Run($"Get-MlEndpoint price-optimizer | Test-MlFreshness | Where-Object Severity -NE Ok | Send-MlAlert {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Contains("price-optimizer", Assert.Single(Server.Published).Subject, StringComparison.Ordinal);
    }
}
