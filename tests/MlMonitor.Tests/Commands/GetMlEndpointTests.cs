using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The endpoints of the sample platform, each as it was planted.</summary>
public sealed class GetMlEndpointTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlEndpoint";

    [Fact]
    public void Without_parameters_every_endpoint_of_the_region_comes_once_in_the_order_of_names()
    {
        var result = Run("Get-MlEndpoint");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(
            [
                "churn-predictor", "credit-decision", "demand-forecaster", "fraud-scorer", "image-defect-detector", "price-optimizer",
                "product-recommender", "store-forecaster", "support-llm", "ticket-classifier",
            ],
            result.Values("EndpointName"));
        Assert.All(result.Values("Account"), a => Assert.Equal("123456789012", a));
    }

    [Theory]
    [InlineData("churn-predictor", "RealTime", "Healthy", "AllTraffic 2/2 ml.m5.xlarge", "100 %")]
    [InlineData("fraud-scorer", "RealTime", "Healthy", "AllTraffic 3/3 ml.c5.2xlarge", "20 %")]
    [InlineData("product-recommender", "MultiContainer", "Healthy", "AllTraffic 2/2 ml.g4dn.xlarge", "100 %")]
    [InlineData("image-defect-detector", "Asynchronous", "Healthy", "AllTraffic 1/1 ml.g4dn.2xlarge", "")]
    [InlineData("ticket-classifier", "Serverless", "Healthy", "AllTraffic 2048 MB", "")]
    [InlineData("price-optimizer", "RealTime", "Healthy", "AllTraffic 2/2 ml.m5.4xlarge", "100 %")]
    [InlineData("store-forecaster", "MultiModel", "Healthy", "AllTraffic 1/1 ml.r5.large", "stopped")]
    [InlineData("support-llm", "InferenceComponent", "Degraded", "AllTraffic 2/2 ml.g5.2xlarge", "")]
    [InlineData("credit-decision", "RealTime", "Degraded", "champion 2/2, challenger 1/1, shadow 1/1 ml.m5.large", "100 %")]
    [InlineData("demand-forecaster", "RealTime", "Healthy", "AllTraffic 1/1 ml.m5.large", "100 %")]
    [InlineData("ltv-scorer", "RealTime", "Unavailable", "AllTraffic 0/2 ml.g5.12xlarge", "")]
    [InlineData("anomaly-detector", "RealTime", "Healthy", "AllTraffic 2/2 ml.m5.xlarge", "50 %")]
    [InlineData("segment-assigner", "RealTime", "InProgress", "AllTraffic 2/2 ml.m5.xlarge", "25 %")]
    public void Each_is_as_it_was_planted_whether_named_or_found(string name, string kind, string status, string variants, string capture)
    {
        foreach (var asked in (string[])[name, $"*{name}*"])
        {
            var result = Run($"Get-MlEndpoint '{asked}' -Region eu-west-1, us-east-1 | Select-Object Kind, Status, @{{ n = 'V'; e = {{ [MlMonitor.Formatting.View]::Variants($_.Variants) }} }}, DataCapture");
            string Told(string property) => $"{result.Single.Properties[property].Value}";

            Assert.Empty(result.Errors);
            Assert.Equal((kind, status, variants, capture), (Told("Kind"), Told("Status"), Told("V"), Told("DataCapture")));
        }
    }

    [Theory]
    [InlineData("credit-decision", "eu-west-1", "credit-decision-v22 was rolled back")]
    [InlineData("support-llm", "eu-west-1", "support-llm-summarizer failed: ")]
    [InlineData("ltv-scorer", "us-east-1", "InsufficientInstanceCapacity")]
    public void What_is_not_well_says_why(string name, string region, string reason) =>
        Assert.Contains(reason, (string)Run($"Get-MlEndpoint {name} -Region {region}").Single.Properties["FailureReason"].Value, StringComparison.Ordinal);

    [Fact]
    public void A_deployment_under_way_tells_its_stage_and_since_when()
    {
        var deployment = Run("(Get-MlEndpoint segment-assigner -Region us-east-1).Deployment").Single;

        Assert.Equal(("segment-assigner-v6", "AllTraffic: Baking"), (deployment.Properties["EndpointConfigName"].Value, deployment.Properties["Stage"].Value));
        Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)deployment.Properties["Started"].Value, TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(25));
    }

    [Theory]
    [InlineData("(Get-MlEndpoint credit-decision).Variants | ForEach-Object { \"$($_.VariantName) $($_.CurrentWeight) $($_.IsShadow)\" }", "champion 90 False", "challenger 10 False", "shadow 1 True")]
    [InlineData("(Get-MlEndpoint fraud-scorer).Variants | ForEach-Object { \"$($_.IsAutoscaled) $($_.MinimumCapacity) $($_.MaximumCapacity)\" }", "True 2 8")]
    [InlineData("(Get-MlEndpoint churn*).Variants | ForEach-Object { \"$($_.IsAutoscaled) $($_.ModelName)\" }", "False churn-predictor-model-v7")]
    [InlineData("(Get-MlEndpoint support-llm).InferenceComponents | ForEach-Object { \"$($_.InferenceComponentName) $($_.RawStatus) $($_.CurrentCopyCount)/$($_.DesiredCopyCount)\" }", "support-llm-chat InService 1/1", "support-llm-summarizer Failed 0/1")]
    [InlineData("(Get-MlEndpoint churn-predictor).Tag['owner']", "team-churn")]
    [InlineData("(Get-MlEndpoint fraud-scorer).DataCapture.Destination", "s3://ml-capture-123456789012/datacapture")]
    public void Weights_shadow_scaling_models_components_and_tags_are_told(string command, params string[] expected) =>
        Assert.Equal(expected, Run(command).Output.Select(o => o.ToString()));

    [Fact]
    public void Names_come_down_the_pipeline_by_value()
    {
        var result = Run("'fraud-scorer', 'support*' | Get-MlEndpoint");

        Assert.Empty(result.Errors);
        Assert.Equal(["fraud-scorer", "support-llm"], result.Values("EndpointName"));
    }

    [Fact]
    public void Names_and_regions_come_down_the_pipeline_by_property_name()
    {
        var result = Run("""
            [pscustomobject]@{ EndpointName = 'ltv-scorer'; Region = 'us-east-1' },
            [pscustomobject]@{ Name = 'fraud-scorer'; Region = 'eu-west-1' } | Get-MlEndpoint
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["ltv-scorer", "fraud-scorer"], result.Values("EndpointName"));
    }

    [Fact]
    public void Its_own_objects_are_read_again_where_they_are()
    {
        var result = Run("Get-MlEndpoint -Region us-east-1, eu-west-1 -Status Degraded, Unavailable | Get-MlEndpoint");

        Assert.Empty(result.Errors);
        Assert.Equal(["credit-decision", "ltv-scorer", "support-llm"], result.Values("EndpointName").Order());
    }

    [Theory]
    [InlineData("*-forecaster", 2)]
    [InlineData("CHURN-*", 1)]
    [InlineData("[cd]*", 3)]
    [InlineData("nothing-*", 0)]
    public void Wildcards_choose_among_all(string pattern, int expected)
    {
        var result = Run($"Get-MlEndpoint '{pattern}'");

        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Output.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tags_choose_with_search_and_without(bool search)
    {
        With();
        if (!search)
            Break(FaultKind.Denied, "sagemaker:Search");
        var result = Run("Get-MlEndpoint -Tag @{ owner = 'team-support'; env = 'prod' }");

        Assert.Empty(result.Errors);
        Assert.Equal(["support-llm", "ticket-classifier"], result.Values("EndpointName"));
        Assert.All(result.Values("Tag"), tags => Assert.Equal("team-support", ((IReadOnlyDictionary<string, string>)tags!)["owner"]));
    }

    [Fact]
    public void Without_search_the_same_is_told_and_a_verbose_line_says_so()
    {
        // All but the one whose kind only its model tells.
        const string Ask = "Get-MlEndpoint -Verbose | Where-Object EndpointName -NE store-forecaster | Select-Object EndpointName, Kind, Status, FailureReason, InferenceComponents, @{ n = 'V'; e = { [MlMonitor.Formatting.View]::Variants($_.Variants) } }, DataCapture";
        static string Told(HostResult result) => string.Join('\n', result.Output.Select(o => string.Join('|', o.Properties.Select(p => p.Value))));
        var found = Run(Ask);
        With();
        Break(FaultKind.Denied, "sagemaker:Search");
        var described = Run(Ask);

        Assert.Equal(9, found.Output.Count);
        Assert.Equal(Told(found), Told(described));
        Assert.DoesNotContain(found.Verbose, v => v.Contains("sagemaker:Search", StringComparison.Ordinal));
        Assert.Contains(described.Verbose, v => v.Contains("sagemaker:Search", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_autoscaling_is_denied_one_warning_says_so()
    {
        With(("AWS_ACCESS_KEY_ID", AccessKeys.Denied + "_application-autoscaling"));
        var result = Run("'fraud-scorer', 'churn-predictor' | Get-MlEndpoint");

        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        Assert.Contains("application-autoscaling:DescribeScalableTargets", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_one_error_and_the_others_come()
    {
        var result = Run("Get-MlEndpoint no-such, ltv-scorer -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "EndpointNotFound", ErrorCategory.ObjectNotFound, "no-such", Command);
        Assert.Equal("ltv-scorer", result.Single.Properties["EndpointName"].Value);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Error500, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.Expired, "CredentialExpired", ErrorCategory.AuthenticationError)]
    public void A_list_that_fails_is_an_error_and_never_an_empty_list(FaultKind fault, string id, ErrorCategory category)
    {
        With();
        Break(fault, "sagemaker:ListEndpoints");

        AssertError(Assert.Single(Run("Get-MlEndpoint").Errors), id, category, "eu-west-1", Command);
    }

    [Fact]
    public void Throttled_for_good()
    {
        With();
        Break(FaultKind.Throttle, "sagemaker:DescribeEndpoint", times: 10);

        AssertError(Assert.Single(Run("Get-MlEndpoint fraud-scorer").Errors), "Throttled", ErrorCategory.LimitsExceeded, "fraud-scorer", Command);
    }

    [Fact]
    public void The_secret_in_a_models_environment_is_nowhere()
    {
        var result = Run("Get-MlEndpoint churn-predictor -Verbose -Debug | ForEach-Object { $_ | Format-List * | Out-String; $_ | ConvertTo-Json -Depth 6 }");

        Assert.NotEmpty(result.Output);
        Assert.DoesNotContain("sandbox-secret", string.Concat(result.Output) + string.Concat(result.Debug) + string.Concat(result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_can_be_sent()
    {
        var result = Run($"Get-MlEndpoint -Region us-east-1 -Status Unavailable | Send-MlAlert {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal("Critical", result.Single.Properties["Severity"].Value.ToString());
        Assert.Contains("ltv-scorer", (string)result.Single.Properties["Subject"].Value, StringComparison.Ordinal);
    }
}
