using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class PublishMlMetricTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "PublishMlMetric";

    [Fact]
    public void The_chain_as_typed_sends_the_severity_and_value_of_every_finding_in_one_call()
    {
        var result = Run("$found = Test-MlEndpointHealth; $found | Publish-MlMetric");
        var expected = (int)Run("$found.Count + @($found | Where-Object { $null -ne $_.Value }).Count").Single.BaseObject;

        Assert.Empty(result.Errors);
        Assert.True(expected > 10);
        Assert.Equal((expected, expected, "MlMonitor", "eu-west-1", 1), (Of(result, "Sent"), Of(result, "Points"), Of(result, "Namespace"), Of(result, "Region"), Of(result, "Calls")));
        Assert.Equal(1, CallsTo("PutMetricData"));
        var metrics = result.Single.Properties["Metric"].Value.ToString()!;
        Assert.Contains("Severity {Source=Endpoint, EndpointName=churn-predictor, Check=All}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void The_findings_of_two_regions_go_each_to_its_own_unless_one_is_given()
    {
        var result = Run("$found = Test-MlEndpointHealth -Region eu-west-1, us-east-1; $found | Publish-MlMetric");

        Assert.Empty(result.Errors);
        Assert.Equal(["eu-west-1", "us-east-1"], result.Values("Region").Order());
        Assert.Equal(2, CallsTo("PutMetricData"));

        var one = Run("$found | Publish-MlMetric -Region us-east-1 -Dimension Region");
        Assert.Equal("us-east-1", Of(one, "Region"));
        Assert.Equal(result.Values("Sent").Sum(sent => (int)sent!), Of(one, "Sent"));
        Assert.Contains("Region=eu-west-1", one.Single.Properties["Metric"].Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_says_what_would_be()
    {
        var result = Run("Test-MlEndpointHealth | Publish-MlMetric -Namespace Company/Ml -WhatIf");

        Assert.Equal(0, CallsTo("PutMetricData"));
        Assert.Contains("Company/Ml in eu-west-1", result.HostText, StringComparison.Ordinal);
        Assert.Contains($"{Of(result, "Points")} points", result.HostText, StringComparison.Ordinal);
        Assert.Equal((0, Of(result, "Points")), (Of(result, "Sent"), Of(result, "NotSent")));
        Assert.NotEmpty(result.Single.Properties["Metric"].Value.ToString()!);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Throttle, "Throttled", ErrorCategory.LimitsExceeded)]
    [InlineData(FaultKind.Error500, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    public void What_CloudWatch_did_not_take_is_one_error_that_says_why(FaultKind fault, string id, ErrorCategory category)
    {
        With();
        Break(fault, "cloudwatch:PutMetricData");
        var result = Run("Test-MlEndpointHealth churn-predictor | Publish-MlMetric");

        AssertError(Assert.Single(result.Errors), id, category, "MlMonitor", Command);
        Assert.Equal(0, Of(result, "Sent"));
        Assert.True((int)Of(result, "NotSent")! > 0);
    }

    [Fact]
    public void One_region_that_refuses_does_not_keep_the_other_from_getting_its_metrics()
    {
        With();
        Server.Faults.Add(new Fault { Kind = FaultKind.Denied, Operation = "cloudwatch:PutMetricData", Region = "eu-west-1" });
        var result = Run("Test-MlEndpointHealth -Region eu-west-1, us-east-1 | Publish-MlMetric");

        Assert.StartsWith("AccessDenied,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("us-east-1", Assert.Single(result.Output, o => (int)o.Properties["Sent"].Value > 0).Properties["Region"].Value);
    }

    [Fact]
    public void A_namespace_of_AWS_ends_it_before_anything_is_sent()
    {
        var result = Run("Test-MlEndpointHealth churn-predictor | Publish-MlMetric -Namespace AWS/SageMaker");

        AssertError(Assert.Single(result.Errors), "NamespaceInvalid", ErrorCategory.InvalidArgument, "AWS/SageMaker", Command);
        Assert.Equal(0, CallsTo("PutMetricData"));
    }

    [Fact]
    public void An_object_without_numbers_is_an_error_and_the_rest_goes_on()
    {
        var result = Run("'text', (Get-MlEndpoint churn-predictor) | Publish-MlMetric");

        AssertError(Assert.Single(result.Errors), "NotMeasurable", ErrorCategory.InvalidType, "text", Command);
        Assert.Equal(1, Of(result, "Sent"));
    }

    [Fact]
    public void What_is_older_than_two_weeks_is_an_error_unless_a_time_is_given()
    {
        var result = Run("$old = Measure-MlPipeline fraud-scorer-train -After (Get-Date).AddDays(-40) -Before (Get-Date).AddDays(-20); $old | Publish-MlMetric");

        Assert.StartsWith("MetricTimeRefused,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Errors[0].CategoryInfo.Category);
        Assert.True((int)Of(result, "OutOfTime")! > 0);
        Assert.Equal(0, CallsTo("PutMetricData"));

        var now = Run("$old | Publish-MlMetric -Timestamp (Get-Date)");
        Assert.Empty(now.Errors);
        Assert.Equal(Of(result, "OutOfTime"), Of(now, "Sent"));
    }

    [Fact]
    public void PassThru_passes_the_findings_on_as_they_are()
    {
        var result = Run("$found = Test-MlEndpointHealth; $passed = $found | Publish-MlMetric -PassThru; $passed.Count -eq $found.Count; [object]::ReferenceEquals($passed[0].psobject.BaseObject, $found[0].psobject.BaseObject)");

        Assert.Equal([true, true], result.Output.Select(o => o.BaseObject));
        Assert.Equal(1, CallsTo("PutMetricData"));
    }

    [Fact]
    public void Objects_can_be_given_as_an_argument()
    {
        var result = Run("Publish-MlMetric (Get-MlEndpoint)");

        Assert.Empty(result.Errors);
        Assert.Equal(Run("(Get-MlEndpoint).Count").Single.BaseObject, Of(result, "Sent"));
    }

    [Fact]
    public void The_summary_of_a_run_is_thirteen_metrics()
    {
        var folder = Directory.CreateTempSubdirectory("ml-publish-").FullName;
        File.WriteAllText(Path.Combine(folder, "watch.psd1"), "@{ Region = 'eu-west-1'; Watch = @(@{ Name = 'e'; Test = 'EndpointHealth'; EndpointName = 'churn-*' }) }");
        var result = Run($"Invoke-MlMonitor '{folder}/watch.psd1' -Quiet -WarningAction SilentlyContinue | Publish-MlMetric");
        Directory.Delete(folder, recursive: true);

        Assert.Empty(result.Errors);
        Assert.Equal(13, Of(result, "Sent"));
        Assert.Contains("CouldNotCheck {Source=Run}", result.Single.Properties["Metric"].Value.ToString(), StringComparison.Ordinal);
    }

    private static object? Of(HostResult result, string property) => result.Single.Properties[property].Value;
}
