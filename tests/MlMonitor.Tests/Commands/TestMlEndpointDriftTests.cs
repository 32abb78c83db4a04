using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>What drifted on the sample platform, as it was planted.</summary>
public sealed class TestMlEndpointDriftTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlEndpointDrift";

    [Fact]
    public void The_four_columns_that_were_changed_are_found_and_nothing_else()
    {
        var result = Run("Test-MlEndpointDrift -EndpointName churn-predictor");

        Assert.Empty(result.Errors);
        var findings = Findings(result);
        Assert.Equal(
            ["customer_service_calls", "data_usage_gb", "day_minutes", "payment_method"],
            findings.SkipLast(1).Where(IsBad).Select(f => f.FeatureName).Order(StringComparer.Ordinal));
        Assert.Equal("All", findings[^1].Check);
        Assert.All(findings, f => Assert.Equal("churn-predictor", f.EndpointName));
        Assert.All(findings, f => Assert.NotNull(f.Window));
        Assert.All(findings.Where(f => f.Check == "Drift"), f => Assert.True(f.BaselineCount > 0 && f.CurrentCount > 0 && f.Threshold > 0 && f.Bins > 1 && f.Movement.Length > 0));
    }

    [Fact]
    public void An_endpoint_without_drift_has_no_alarm()
    {
        var result = Run("Get-MlEndpoint credit-decision | Test-MlEndpointDrift");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        Assert.DoesNotContain(Findings(result), IsBad);
    }

    [Fact]
    public void Quiet_gives_one_Boolean_and_an_endpoint_without_a_baseline_an_error()
    {
        Assert.Equal(false, Run("Test-MlEndpointDrift churn-predictor -Quiet").Single.BaseObject);

        AssertError(Assert.Single(Run("Test-MlEndpointDrift demand-forecaster").Errors), "BaselineMissing", ErrorCategory.ObjectNotFound, "demand-forecaster", Command);
    }

    [Fact]
    public void Without_a_tag_the_baseline_of_Model_Monitor_is_taken()
    {
        var result = Run("Test-MlEndpointDrift fraud-scorer");

        Assert.Empty(result.Errors);
        Assert.Equal("fraud-scorer", Findings(result)[^1].EndpointName);
        Assert.True(Findings(result)[^1].BaselineCount > 1000);
    }

    [Fact]
    public void Where_schedules_may_not_be_listed_that_is_said_and_not_that_there_is_no_baseline()
    {
        Break(FaultKind.Denied, "sagemaker:ListMonitoringSchedules");

        AssertError(Assert.Single(Run("Test-MlEndpointDrift fraud-scorer").Errors), "AccessDenied", ErrorCategory.PermissionDenied, "fraud-scorer", Command);
    }

    [Fact]
    public void Of_several_endpoints_those_that_cannot_be_tested_are_an_error_each_and_the_others_are_tested()
    {
        var result = Run("'support-llm', 'demand-forecaster', 'no-such-endpoint', 'credit-decision', 'churn-predictor' | Test-MlEndpointDrift");

        Assert.Equal(
            ["BaselineMissing demand-forecaster", "CaptureOff support-llm", "EndpointNotFound no-such-endpoint"],
            result.Errors.Select(error => $"{error.FullyQualifiedErrorId.Split(',')[0]} {error.TargetObject}").Order(StringComparer.Ordinal));
        Assert.Equal(["credit-decision", "churn-predictor"], Findings(result).Where(f => f.Check == "All").Select(f => f.EndpointName));
    }

    [Fact]
    public void A_bucket_that_may_not_be_read_is_an_error_each_time_and_nothing_is_said_of_drift()
    {
        Break(FaultKind.Denied, "s3:.*");
        var result = Run("'credit-decision', 'churn-predictor' | Test-MlEndpointDrift");

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.Equal("AccessDenied", error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void A_baseline_in_a_locked_bucket_is_one_error_and_the_next_endpoint_is_tested()
    {
        var result = Run("Test-MlEndpointDrift churn-predictor -Baseline s3://ml-locked-123456789012/x/baseline.csv; Test-MlEndpointDrift credit-decision");

        Assert.Equal("AccessDenied", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("credit-decision", Findings(result).Single(f => f.Check == "All").EndpointName);
    }

    [Fact]
    public void Damaged_capture_is_a_finding_and_what_is_bad_below_the_share_a_warning()
    {
        var damaged = Run("Test-MlEndpointDrift churn-predictor -After (Get-Date).AddHours(-6) -MaxBadRecord 0.001");
        var finding = Findings(damaged).Single(f => f.Check == "CaptureDamage");

        Assert.Equal(("Warning", "churn-predictor", "%", 0.001), (finding.Severity, finding.EndpointName, finding.Unit, finding.Threshold!.Value));
        Assert.StartsWith("Capture damaged: 1 of ", finding.Reason, StringComparison.Ordinal);
        Assert.Empty(damaged.Warnings);
        Assert.EndsWith("rows against 2000", Findings(damaged)[^1].Reason, StringComparison.Ordinal);
        Assert.Contains("capture damaged", Findings(damaged)[^1].Reason, StringComparison.Ordinal);

        var some = Run("Test-MlEndpointDrift churn-predictor -After (Get-Date).AddHours(-6)");
        Assert.DoesNotContain(Findings(some), f => f.Check == "CaptureDamage");
        Assert.StartsWith("1 of ", Assert.Single(some.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Measures_are_chosen_for_numbers_and_texts_apart_and_for_single_features()
    {
        var findings = Findings(Run("Test-MlEndpointDrift churn-predictor -Method Hellinger -CategoryMethod ChiSquared -FeatureThreshold @{ Day_Minutes = 0.9; tenure_months = @{ Method = 'NormedWasserstein'; Threshold = 3 } } -Feature day_minutes, tenure_months, contract"));

        Assert.Equal(
            [("contract", "Chi-squared effect", 0.2), ("day_minutes", "Hellinger", 0.9), ("tenure_months", "Wasserstein, normed", 3.0)],
            findings.SkipLast(1).Select(f => (f.FeatureName, f.Method.Split(", ")[0] == "Hellinger" || f.FeatureName == "contract" ? f.Method.Split(", ")[0] : f.Method, f.Threshold!.Value))
                .OrderBy(f => f.FeatureName, StringComparer.Ordinal));
        Assert.All(findings, f => Assert.Equal("Ok", f.Severity));
    }

    [Theory]
    [InlineData("-CategoryMethod KolmogorovSmirnov")]
    [InlineData("-Threshold 1")]
    [InlineData("-FeatureThreshold @{ age = 'much' }")]
    [InlineData("-FeatureThreshold @{ age = 2 }")]
    [InlineData("-FeatureThreshold @{ age = @{ Treshold = 0.1 } }")]
    public void What_could_never_be_found_is_refused(string options) =>
        Assert.Equal($"InvalidRequest,MlMonitor.Commands.{Command}Command", Assert.Single(Run($"Test-MlEndpointDrift churn-predictor {options}").Errors).FullyQualifiedErrorId);

    [Fact]
    public void A_feature_threshold_for_a_column_that_is_not_there_is_warned_of() => Assert.Contains(
        Run("Test-MlEndpointDrift credit-decision -FeatureThreshold @{ agee = 0.2 }").Warnings, warning => warning.ToString().StartsWith("-FeatureThreshold names agee", StringComparison.Ordinal));

    private static List<Found> Findings(HostResult result) => [.. result.Output.Select(o => new Found(o))];

    private static bool IsBad(Found finding) => finding.Severity is "Warning" or "Critical";

    // As a script sees it: the types are the module's.
    private sealed class Found(PSObject finding)
    {
        public string Severity => Text("Severity");

        public string Check => Text("Check");

        public string FeatureName => Text("FeatureName");

        public string EndpointName => Text("EndpointName");

        public string Unit => Text("Unit");

        public string Method => Text("Method");

        public string Reason => Text("Reason");

        public string Movement => Text("Movement");

        public object? Window => finding.Properties["Window"].Value;

        public double? Threshold => (double?)finding.Properties["Threshold"].Value;

        public long? BaselineCount => (long?)finding.Properties["BaselineCount"].Value;

        public long? CurrentCount => (long?)finding.Properties["CurrentCount"].Value;

        public int Bins => ((System.Collections.IEnumerable)finding.Properties["Bins"].Value).Cast<object>().Count();

        private string Text(string property) => $"{finding.Properties[property].Value}";
    }
}
