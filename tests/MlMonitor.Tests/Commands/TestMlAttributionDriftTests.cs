using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Whether the same features count on the sample platform as did.</summary>
public sealed class TestMlAttributionDriftTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlAttributionDrift";

    [Fact]
    public void The_sensor_that_is_stuck_is_found()
    {
        var result = Run("Test-MlAttributionDrift anomaly-detector -Region us-east-1");
        dynamic finding = result.Single.BaseObject;
        dynamic vibration = finding.Shifts[0];

        Assert.Empty(result.Errors);
        Assert.Equal("Warning anomaly-detector NDCG us-east-1", $"{finding.Severity} {finding.EndpointName} {finding.MetricName} {finding.Region}");
        Assert.Equal(0.9, (double)finding.Threshold);
        // Weights 0.8, 0.5, 0.3, 0.2, 0.1 in the order 0.5, 0.3, 0.2, 0.1, 0.8: sum of w / log2(place + 1), by hand 1.1418 of 1.3903, which is 0.8213.
        Assert.InRange((double)finding.Value, 0.8213 - 0.005, 0.8213 + 0.005);
        Assert.Equal("vibration 1 5", $"{vibration.FeatureName} {vibration.BaselineRank} {vibration.CurrentRank}");
        Assert.Equal(0, (double)vibration.CurrentShare, 6);
        Assert.Contains("vibration", (string)finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_it_stuck_all_was_as_at_training()
    {
        var result = Run("Test-MlAttributionDrift anomaly-detector -Region us-east-1 -After (Get-Date).AddDays(-4) -Before (Get-Date).AddDays(-3) -Quiet");

        Assert.Empty(result.Errors);
        Assert.Equal(true, result.Single.BaseObject);
    }

    [Fact]
    public void Piped_explanations_are_judged_together_by_their_endpoints_baseline()
    {
        var result = Run("Get-MlExplanation anomaly-detector -Region us-east-1 -First 30 | Test-MlAttributionDrift -Region us-east-1");
        dynamic finding = result.Single.BaseObject;

        Assert.Empty(result.Errors);
        Assert.Equal("Warning 30", $"{finding.Severity} {finding.Count}");
    }

    [Fact]
    public void Few_explanations_and_none_are_NoData_with_the_reason()
    {
        dynamic few = Run("Get-MlExplanation anomaly-detector -Region us-east-1 -First 4 | Test-MlAttributionDrift -Region us-east-1").Single.BaseObject;
        dynamic none = Run("Test-MlAttributionDrift credit-decision").Single.BaseObject;

        Assert.Equal("NoData Too few explained predictions to judge: 4, 30 are needed", $"{few.Severity} {few.Reason}");
        Assert.Matches("^NoData None of [0-9]+ captured answers is explained; Get-MlExplanation -Method KernelShap", (string)$"{none.Severity} {none.Reason}");
    }

    [Fact]
    public void A_lower_threshold_and_a_larger_sample_are_heard() =>
        Assert.Equal(["Ok", "NoData"], Run("Test-MlAttributionDrift anomaly-detector -Region us-east-1 -Threshold 0.5; Test-MlAttributionDrift anomaly-detector -Region us-east-1 -MinimumSample 1000000").Values("Severity").Select(severity => $"{severity}"));

    [Theory]
    [InlineData("Test-MlAttributionDrift fraud-scorer", "BaselineMissing", ErrorCategory.ObjectNotFound, "fraud-scorer")]
    [InlineData("Test-MlAttributionDrift support-llm", "CaptureOff", ErrorCategory.InvalidOperation, "support-llm")]
    [InlineData("Test-MlAttributionDrift credit-decision -Baseline s3://ml-baselines-123456789012/credit-decision/train.csv", "FileNotUnderstood", ErrorCategory.InvalidData, "s3://ml-baselines-123456789012/credit-decision/train.csv")]
    [InlineData("Test-MlAttributionDrift -Capture /no/such/capture", "BaselineMissing", ErrorCategory.ObjectNotFound, "/no/such/capture")]
    [InlineData("Test-MlAttributionDrift credit-decision -Baseline /no/such.json", "PathNotFound", ErrorCategory.ObjectNotFound, "/no/such.json")]
    public void What_cannot_be_tested_is_one_error(string command, string id, ErrorCategory category, string target)
    {
        var result = Run(command);

        AssertError(Assert.Single(result.Errors), id, category, target, Command);
        Assert.Empty(result.Output);
    }
}
