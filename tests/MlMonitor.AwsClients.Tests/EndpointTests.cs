using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.StepFunctions;
using MlMonitor.AwsClients.Runtime;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

public sealed class EndpointTests
{
    private static readonly BasicAWSCredentials Credentials = new("a", "b");

    [Theory]
    [InlineData("SageMaker", "eu-west-1", "", "https://api.sagemaker.eu-west-1.amazonaws.com")]
    [InlineData("SageMaker", "us-east-1", "fips", "https://api-fips.sagemaker.us-east-1.amazonaws.com")]
    [InlineData("SageMaker", "us-gov-west-1", "fips", "https://api-fips.sagemaker.us-gov-west-1.amazonaws.com")]
    [InlineData("SageMaker", "cn-north-1", "", "https://api.sagemaker.cn-north-1.amazonaws.com.cn")]
    [InlineData("SageMakerRuntime", "us-east-1", "fips", "https://runtime-fips.sagemaker.us-east-1.amazonaws.com")]
    [InlineData("SageMakerRuntime", "us-gov-west-1", "fips", "https://runtime.sagemaker.us-gov-west-1.amazonaws.com")]
    [InlineData("ApplicationAutoScaling", "eu-west-1", "", "https://application-autoscaling.eu-west-1.amazonaws.com")]
    [InlineData("SageMakerMetrics", "us-west-2", "", "https://metrics.sagemaker.us-west-2.amazonaws.com")]
    [InlineData("CloudWatch", "us-gov-west-1", "", "https://monitoring.us-gov-west-1.amazonaws.com")]
    [InlineData("CloudWatch", "us-gov-west-1", "fips", "https://monitoring.us-gov-west-1.amazonaws.com")]
    [InlineData("CloudWatch", "us-east-1", "fips", "https://monitoring-fips.us-east-1.amazonaws.com")]
    [InlineData("CloudWatch", "eu-central-1", "dualstack", "https://monitoring.eu-central-1.api.aws")]
    [InlineData("CloudWatchLogs", "cn-northwest-1", "dualstack", "https://logs.cn-northwest-1.api.amazonwebservices.com.cn")]
    [InlineData("StepFunctions", "ap-southeast-2", "", "https://states.ap-southeast-2.amazonaws.com")]
    [InlineData("StepFunctions", "us-gov-west-1", "fips", "https://states.us-gov-west-1.amazonaws.com")]
    [InlineData("EventBridge", "us-gov-west-1", "fips dualstack", "https://events.us-gov-west-1.api.aws")]
    [InlineData("SimpleNotificationService", "cn-north-1", "", "https://sns.cn-north-1.amazonaws.com.cn")]
    [InlineData("CodePipeline", "us-east-2", "fips", "https://codepipeline-fips.us-east-2.amazonaws.com")]
    [InlineData("CodeBuild", "xx-new-1", "", "https://codebuild.xx-new-1.amazonaws.com")]
    [InlineData("ResourceGroupsTaggingAPI", "eu-west-1", "", "https://tagging.eu-west-1.amazonaws.com")]
    [InlineData("ResourceGroupsTaggingAPI", "us-east-1", "fips", "https://tagging-fips.us-east-1.amazonaws.com")]
    [InlineData("CloudTrail", "us-iso-east-1", "", "https://cloudtrail.us-iso-east-1.c2s.ic.gov")]
    public void A_region_has_its_host(string service, string region, string variant, string expected)
    {
        using var client = Clients.Create(Clients.Shipped, service, "", config =>
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = variant.Contains("fips", StringComparison.Ordinal);
            config.UseDualstackEndpoint = variant.Contains("dualstack", StringComparison.Ordinal);
        });

        Assert.Equal(expected, Host(client));
    }

    [Fact]
    public async Task A_custom_url_is_used_as_it_is_and_signed_for_the_given_region()
    {
        using var server = new LoopbackServer(Reply.Json("{}"));
        using var client = new AmazonCodeBuildClient(Credentials, new AmazonCodeBuildConfig
        {
            ServiceURL = server.Url + "/prefix",
            AuthenticationRegion = "ap-south-1",
        });

        await client.ListProjectsAsync(new ListProjectsRequest());

        Assert.Equal("/prefix/", server.Last.Target);
        Assert.Contains("/ap-south-1/codebuild/aws4_request", server.Last.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_url_excludes_fips_and_dual_stack()
    {
        using var client = Clients.Create(Clients.Shipped, "CodeBuild", "http://127.0.0.1:1", config => config.UseFIPSEndpoint = true);

        Assert.Contains("FIPS", Assert.Throws<AmazonClientException>(() => Host(client)).Message, StringComparison.Ordinal);
    }

    // The services below are in no other test of this class or of another without a URL of their own.
    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SFN", typeof(AmazonStepFunctionsConfig), typeof(AmazonStepFunctionsClient))]
    [InlineData("AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API", typeof(AmazonResourceGroupsTaggingAPIConfig), typeof(AmazonResourceGroupsTaggingAPIClient))]
    [InlineData("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", typeof(AmazonCloudWatchLogsConfig), typeof(AmazonCloudWatchLogsClient))]
    public void The_environment_gives_a_service_its_url(string variable, Type config, Type client)
    {
        Environment.SetEnvironmentVariable(variable, "http://127.0.0.1:4566");
        try
        {
            var settings = (ClientConfig)Activator.CreateInstance(config)!;
            settings.RegionEndpoint = RegionEndpoint.USWest1;
            using var made = (ModeledServiceClient)Activator.CreateInstance(client, Credentials, settings)!;

            Assert.Equal("http://127.0.0.1:4566/", Host(made));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public void Without_region_and_url_a_client_says_that_the_region_is_missing()
    {
        var provider = new AmazonCloudWatchConfig().EndpointProvider;
        var nowhere = new ServiceEndpointParameters(new AmazonCloudWatchConfig { ServiceURL = "" }, null);

        if (nowhere.Region == null)
        {
            Assert.Contains("Missing Region", Assert.Throws<AmazonClientException>(() => provider.ResolveEndpoint(nowhere)).Message, StringComparison.Ordinal);
        }
    }

    private static string Host(AmazonServiceClient client) =>
        ((ModeledServiceClient)client).DetermineServiceOperationEndpoint(new ListProjectsRequest()).URL;
}
