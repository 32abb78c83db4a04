using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Who watches the endpoints of the sample platform, as it was planted.</summary>
public sealed class GetMlPostureTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlPosture";

    [Fact]
    public void Every_endpoint_of_the_region_is_told_with_exactly_what_is_missing_the_worst_first()
    {
        var result = Run("Get-MlPosture");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(
            [
                "Critical store-forecaster: data capture stopped; no capture file for 9 days; no baseline; no alarm names it; no labels",
                "Critical support-llm: nothing watches it; data capture is off; no baseline; no alarm names it; no labels",
                "Critical ticket-classifier: nothing watches it; data capture is off; no baseline; no alarm names it; no labels",
                "Warning churn-predictor: churn-predictor-data-quality found 4 violations; churn-predictor-model-quality found 8 violations",
                "Warning credit-decision: credit-decision-bias found 6 violations",
                "Warning demand-forecaster: no baseline; no owner tag; no labels",
                "Warning fraud-scorer: schedule fraud-scorer-data-quality is Stopped; no labels",
                "Warning image-defect-detector: data capture is off; no baseline; no labels",
                "Warning price-optimizer: no capture file for 21 days; no baseline; no alarm names it; no owner tag; no labels",
                "Warning product-recommender: the baseline is 27 days older than the model; the last execution of product-recommender-data-quality failed; no alarm names it; no labels",
            ],
            result.Output.Select(o => (MlPosture)o.BaseObject).Select(p => $"{p.Severity} {p}"));
    }

    [Fact]
    public void Times_places_alarms_executions_and_the_owner_are_told()
    {
        var row = (MlPosture)Run("Get-MlPosture credit-decision").Single.BaseObject;

        Assert.Equal(["credit-decision-5xx", "credit-decision-health"], row.Alarms);
        Assert.Equal(row.Alarms, row.AlarmsFiring);
        Assert.Equal("team-credit", row.Owner);
        Assert.Equal(("s3://ml-baselines-123456789012/credit-decision/statistics.json", "s3://ml-labels-123456789012/credit-decision/"), (row.BaselineUri, row.LabelUri));
        Assert.InRange((DateTimeOffset.UtcNow - row.BaselineWritten!.Value).TotalDays, 44.9, 45.1);
        Assert.InRange((DateTimeOffset.UtcNow - row.ModelDeployed!.Value).TotalDays, 59.9, 60.1);
        Assert.InRange(DateTimeOffset.UtcNow - row.NewestCapture!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromHours(1));
        Assert.InRange(DateTimeOffset.UtcNow - row.NewestLabel!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromHours(6));
        Assert.Equal([MlMonitoringType.ModelBias, MlMonitoringType.ModelExplainability], row.Executions.Select(e => e.Type).Order());
    }

    [Fact]
    public void A_baseline_without_a_tag_is_that_of_the_schedules_job_definition() =>
        Assert.Equal("s3://ml-baselines-123456789012/fraud-scorer/statistics.json", Run("Get-MlPosture fraud-scorer").Single.Properties["BaselineUri"].Value);

    [Theory]
    [InlineData("'fraud-scorer', 'support*' | Get-MlPosture")]
    [InlineData("Get-MlPosture fraud-scorer, support*")]
    [InlineData("Get-MlEndpoint fraud-scorer, support-llm | Get-MlPosture")]
    [InlineData("Get-MlEndpoint | Where-Object EndpointName -In fraud-scorer, support-llm | Get-MlPosture")]
    [InlineData("Get-MlPosture -InputObject (Get-MlEndpoint fraud-scorer, support-llm)")]
    [InlineData("[pscustomobject]@{ Name = 'fraud-scorer'; Region = 'eu-west-1' }, [pscustomobject]@{ EndpointName = 'support-llm' } | Get-MlPosture")]
    public void Endpoints_are_named_piped_or_given_as_objects(string command)
    {
        var result = Run(command);

        Assert.Empty(result.Errors);
        Assert.Equal(["support-llm", "fraud-scorer"], result.Values("EndpointName"));
        Assert.Equal(["team-support", "team-fraud"], result.Values("Owner"));
    }

    [Fact]
    public void An_endpoint_that_was_read_is_not_read_again()
    {
        Run("Get-MlEndpoint churn-predictor | Get-MlPosture");

        Assert.Equal(1, CallsTo("DescribeEndpoint"));
        Assert.Equal(1, CallsTo("DescribeAlarms"));
    }

    [Fact]
    public void Thresholds_and_the_owner_tag_can_be_others()
    {
        var row = (MlPosture)Run("Get-MlPosture churn-predictor -OwnerTag cost-center -MaximumBaselineAge 30.00:00:00 -MaximumCaptureAge 0 -MaximumLabelAge 0").Single.BaseObject;

        Assert.Contains("the baseline is 45 days old", row.Missing);
        Assert.Contains("no cost-center tag", row.Missing);
        Assert.Contains(row.Missing, m => m.StartsWith("no capture file for", StringComparison.Ordinal));
        Assert.Contains(row.Missing, m => m.StartsWith("no labels for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3:ListBucket", "capture files", 2)]
    [InlineData("cloudwatch:DescribeAlarms", "alarms", 1)]
    [InlineData("sagemaker:ListMonitoringSchedules", "Model Monitor", 1)]
    public void What_is_denied_is_told_in_each_row_as_one_error_a_bucket_and_never_as_missing(string action, string words, int errors)
    {
        With();
        Break(FaultKind.Denied, action);
        var result = Run("Get-MlPosture churn-predictor, fraud-scorer, credit-decision");

        Assert.Equal(3, result.Output.Count);
        // Captures and labels are in a bucket each.
        Assert.Equal(errors, result.Errors.Count);
        Assert.All(result.Errors, e => Assert.Equal($"AccessDenied,MlMonitor.Commands.{Command}Command", e.FullyQualifiedErrorId));
        Assert.All(result.Output.Select(o => (MlPosture)o.BaseObject), row =>
        {
            Assert.Contains($"{words} not seen: AccessDenied", row.NotSeen);
            Assert.DoesNotContain(row.Missing, m => m.Contains("no capture", StringComparison.Ordinal) || m.Contains("no alarm", StringComparison.Ordinal) || m.Contains("no baseline", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_name_that_does_not_exist_is_one_error_and_the_others_come()
    {
        var result = Run("Get-MlPosture no-such, churn-predictor");

        AssertError(Assert.Single(result.Errors), "EndpointNotFound", ErrorCategory.ObjectNotFound, "no-such", Command);
        Assert.Equal("churn-predictor", result.Single.Properties["EndpointName"].Value);
    }

    [Fact]
    public void Rows_can_be_sent()
    {
        var result = Run($"Get-MlPosture | Where-Object Severity -EQ Critical | Send-MlAlert {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(3, Server.Published.Count);
    }
}
