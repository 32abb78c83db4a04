using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The sample endpoints: what is planted is found, and nothing else.</summary>
public sealed class TestMlEndpointHealthTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlEndpointHealth";

    /// <summary>The table of endpoints in the sandbox's README.</summary>
    private static readonly string[] Planted =
    [
        "anomaly-detector All Ok",
        "churn-predictor All Ok",
        "credit-decision Alarm Warning credit-decision-5xx",
        "credit-decision Deployment Warning",
        "demand-forecaster Metric NoData",
        "fraud-scorer Cpu Warning CPUUtilization",
        "fraud-scorer LatencyChange Warning ModelLatency",
        "image-defect-detector Backlog Warning ApproximateAgeOfOldestRequest",
        "image-defect-detector Backlog Warning ApproximateBacklogSize",
        "ltv-scorer Status Critical",
        "price-optimizer Idle Warning Invocations",
        "product-recommender ModelError Warning InvocationModelErrors",
        "product-recommender ServerError Critical Invocation5XXErrors",
        "segment-assigner All Ok",
        "store-forecaster DataCapture Warning",
        "store-forecaster Disk Warning DiskUtilization",
        "support-llm Capacity Critical support-llm-summarizer",
        "ticket-classifier All Ok",
    ];

    [Theory]
    [InlineData("Get-MlEndpoint -Region eu-west-1, us-east-1 | Test-MlEndpointHealth")]
    [InlineData("Test-MlEndpointHealth -Region eu-west-1, us-east-1")]
    [InlineData("Test-MlEndpointHealth * -Region eu-west-1, us-east-1")]
    [InlineData("Test-MlEndpointHealth -InputObject (Get-MlEndpoint -Region eu-west-1, us-east-1)")]
    [InlineData("Get-MlEndpoint -Region eu-west-1, us-east-1 | Select-Object EndpointName, Region | Test-MlEndpointHealth")]
    public void What_is_planted_is_found_and_nothing_else(string command)
    {
        var result = Run(command);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(Planted, Told(result));
    }

    [Fact]
    public void Names_come_down_the_pipeline_by_value()
    {
        var result = Run("'store-*', 'ticket-classifier' | Test-MlEndpointHealth");

        Assert.Empty(result.Errors);
        Assert.Equal(["store-forecaster", "ticket-classifier"], result.Values("EndpointName").Distinct().Order());
    }

    [Fact]
    public void A_finding_has_value_threshold_unit_window_and_reason()
    {
        var found = Run("Test-MlEndpointHealth store-forecaster -Check Disk").Single;

        Assert.InRange((double)found.Properties["Value"].Value, 80, 84);
        Assert.Equal((75.0, "%", "AllTraffic"), (found.Properties["Threshold"].Value, found.Properties["Unit"].Value, found.Properties["VariantName"].Value));
        Assert.Equal(TimeSpan.FromHours(1), PSObject.AsPSObject(found.Properties["Window"].Value).Properties["Length"].Value);
        Assert.Contains("full", (string)found.Properties["Reason"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'ticket-classifier', 'store-forecaster' | Test-MlEndpointHealth -Quiet", true, false)]
    [InlineData("Test-MlEndpointHealth store-forecaster, churn-predictor, no-such -Quiet -ErrorAction SilentlyContinue", false, true, false)]
    [InlineData("'churn-predictor', 'demand-forecaster' | Get-MlEndpoint | Test-MlEndpointHealth -Quiet", true, false)]
    [InlineData("Test-MlEndpointHealth store-forecaster -Check Cpu -Quiet", true)]
    public void Quiet_gives_a_Boolean_for_each_endpoint_in_their_order(string command, params bool[] expected) =>
        Assert.Equal(expected, Run(command).Output.Select(o => (bool)o.BaseObject));

    [Theory]
    [InlineData("Test-MlEndpointHealth fraud-scorer -CpuWarningPercent 95 -CpuCriticalPercent 99 -LatencyRatio 9", "fraud-scorer All Ok")]
    [InlineData("Test-MlEndpointHealth fraud-scorer -Check Cpu -CpuCriticalPercent 82", "fraud-scorer Cpu Critical CPUUtilization")]
    [InlineData("Test-MlEndpointHealth price-optimizer -IdleDays 60", "price-optimizer All Ok")]
    [InlineData("Test-MlEndpointHealth ticket-classifier -RequireCapture", "ticket-classifier DataCapture Warning")]
    [InlineData("Test-MlEndpointHealth segment-assigner -Region us-east-1 -DeploymentAfter 00:10:00", "segment-assigner Deployment Warning")]
    [InlineData("Test-MlEndpointHealth churn-predictor -LatencyWarningMilliseconds 5", "churn-predictor Latency Warning ModelLatency")]
    public void Thresholds_are_parameters(string command, string expected) => Assert.Equal([expected], Told(Run(command)));

    [Fact]
    public void Findings_can_be_sent()
    {
        var result = Run($"Test-MlEndpointHealth product-recommender | Send-MlAlert {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Values("Key").Distinct().Count());
    }

    [Fact]
    public void An_endpoint_that_does_not_exist_is_one_error_and_the_others_are_judged()
    {
        var result = Run("Test-MlEndpointHealth no-such, churn-predictor -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "EndpointNotFound", ErrorCategory.ObjectNotFound, "no-such", Command);
        Assert.Equal("churn-predictor", result.Single.Properties["EndpointName"].Value);
    }

    [Theory]
    [InlineData(FaultKind.MetricForbidden)]
    [InlineData(FaultKind.MetricPartial)]
    [InlineData(FaultKind.MetricError)]
    public void A_metric_that_is_held_back_is_a_finding_and_the_rest_is_judged(FaultKind fault)
    {
        Server.Faults.Add(new Fault { Kind = fault, Metric = ".*/CPUUtilization" });
        var result = Run("Test-MlEndpointHealth fraud-scorer");

        Assert.Empty(result.Errors);
        Assert.Equal(["fraud-scorer LatencyChange Warning ModelLatency", "fraud-scorer Metric NoData CPUUtilization"], Told(result));
    }

    [Theory]
    [InlineData(FaultKind.Denied, "cloudwatch:GetMetricData", "AccessDenied", "churn-predictor Metric NoData")]
    [InlineData(FaultKind.Denied, "cloudwatch:DescribeAlarms", "AccessDenied", "churn-predictor Alarm NoData")]
    [InlineData(FaultKind.Error500, "cloudwatch:DescribeAlarms", "ServiceFault", "churn-predictor Alarm NoData")]
    public void What_may_not_be_read_is_an_error_and_a_finding(FaultKind fault, string operation, string id, string expected)
    {
        With();
        Break(fault, operation);
        var result = Run("Test-MlEndpointHealth churn-predictor");

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, e => Assert.StartsWith($"{id},", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal([expected], Told(result));
    }

    private static IEnumerable<string> Told(HostResult result) => result.Output
        .Select(o => o.Properties)
        .Select(p => $"{p["EndpointName"].Value} {p["Check"].Value} {p["Severity"].Value} {p["PartName"].Value ?? p["MetricName"].Value}".TrimEnd())
        .Order(StringComparer.Ordinal);
}
