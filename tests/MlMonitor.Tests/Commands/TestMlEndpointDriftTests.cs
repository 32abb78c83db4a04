using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>What drifted on the sample platform, as it was planted.</summary>
public sealed class TestMlEndpointDriftTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void The_four_columns_that_were_changed_are_found_and_nothing_else()
    {
        var result = Run("Test-MlEndpointDrift -EndpointName churn-predictor");

        Assert.Empty(result.Errors);
        var findings = result.Output.Select(o => (MlDriftFinding)o.BaseObject).ToList();
        Assert.Equal(
            ["customer_service_calls", "data_usage_gb", "day_minutes", "payment_method"],
            findings.SkipLast(1).Where(f => f.Severity is MlSeverity.Warning or MlSeverity.Critical).Select(f => f.FeatureName).Order(StringComparer.Ordinal));
        Assert.Equal(MlDriftCheck.All, findings[^1].Check);
        Assert.All(findings, f => Assert.Equal("churn-predictor", f.EndpointName));
    }

    [Fact]
    public void An_endpoint_without_drift_has_no_alarm()
    {
        var result = Run("Get-MlEndpoint credit-decision | Test-MlEndpointDrift");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        Assert.DoesNotContain(result.Output.Select(o => (MlDriftFinding)o.BaseObject), f => f.Severity is MlSeverity.Warning or MlSeverity.Critical);
    }

    [Fact]
    public void Quiet_gives_one_Boolean_and_an_endpoint_without_a_baseline_an_error()
    {
        Assert.Equal(false, Run("Test-MlEndpointDrift churn-predictor -Quiet").Single.BaseObject);

        var error = Assert.Single(Run("Test-MlEndpointDrift demand-forecaster").Errors);
        Assert.Equal("BaselineMissing,MlMonitor.Commands.TestMlEndpointDriftCommand", error.FullyQualifiedErrorId);
        Assert.Equal("demand-forecaster", error.TargetObject);
    }
}
