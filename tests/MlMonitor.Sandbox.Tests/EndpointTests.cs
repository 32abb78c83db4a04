using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Endpoints as lists, descriptions and searches show them, each with what was planted in it.</summary>
public sealed class EndpointTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private static readonly string[] Planted =
    [
        "churn-predictor", "credit-decision", "demand-forecaster", "fraud-scorer", "image-defect-detector", "price-optimizer",
        "product-recommender", "store-forecaster", "support-llm", "ticket-classifier",
    ];

    private readonly SignedClient _client = new(fixture.Sandbox.Address);
    private readonly SignedClient _east = new(fixture.Sandbox.Address) { Region = "us-east-1" };

    public void Dispose()
    {
        _client.Dispose();
        _east.Dispose();
    }

    [Fact]
    public async Task The_planted_endpoints_are_all_there_is()
    {
        Assert.Equal(Planted, await NamesAsync(_client, new { SortBy = "Name", SortOrder = "Ascending", MaxResults = 100 }));
        Assert.Equal(["anomaly-detector", "ltv-scorer", "segment-assigner"], await NamesAsync(_east, new { SortBy = "Name", SortOrder = "Ascending" }));
    }

    [Fact]
    public async Task A_list_is_newest_first_and_ten_a_page_unless_asked_otherwise()
    {
        var page = await _client.SageMakerAsync("ListEndpoints");

        Assert.Equal("demand-forecaster", (string?)page["Endpoints"]![0]!["EndpointName"]);
        Assert.Equal(10, page["Endpoints"]!.AsArray().Count);
        Assert.Equal(["fraud-scorer", "credit-decision"], (await NamesAsync(_client, new { NameContains = "R", SortOrder = "Ascending", CreationTimeBefore = DaysAgo(280) }))
            .Where(name => name is "fraud-scorer" or "credit-decision"));
        Assert.Equal(["demand-forecaster"], await NamesAsync(_client, new { LastModifiedTimeAfter = DaysAgo(0.1) }));
    }

    [Theory]
    [InlineData("churn-predictor", "ml.m5.xlarge", 2, 100)]
    [InlineData("fraud-scorer", "ml.c5.2xlarge", 3, 20)]
    [InlineData("product-recommender", "ml.g4dn.xlarge", 2, 100)]
    [InlineData("image-defect-detector", "ml.g4dn.2xlarge", 1, null)]
    [InlineData("price-optimizer", "ml.m5.4xlarge", 2, 100)]
    [InlineData("store-forecaster", "ml.r5.large", 1, 100)]
    [InlineData("support-llm", "ml.g5.2xlarge", 2, null)]
    [InlineData("demand-forecaster", "ml.m5.large", 1, 100)]
    public async Task Instances_and_capture_are_as_planted(string name, string type, int count, int? percent)
    {
        var endpoint = await DescribeAsync(name);
        var config = await _client.SageMakerAsync("DescribeEndpointConfig", new { EndpointConfigName = (string?)endpoint["EndpointConfigName"] });
        var variant = Assert.Single(endpoint["ProductionVariants"]!.AsArray())!;

        Assert.Equal("InService", (string?)endpoint["EndpointStatus"]);
        Assert.Equal((count, count), ((int)variant["CurrentInstanceCount"]!, (int)variant["DesiredInstanceCount"]!));
        Assert.Equal(type, (string?)config["ProductionVariants"]![0]!["InstanceType"]);
        Assert.Equal(percent, (int?)endpoint["DataCaptureConfig"]?["CurrentSamplingPercentage"]);
        Assert.Equal(percent, (int?)config["DataCaptureConfig"]?["InitialSamplingPercentage"]);
    }

    [Fact]
    public async Task Capture_is_on_but_stopped_where_the_disk_is_full()
    {
        Assert.Equal("Stopped", (string?)(await DescribeAsync("store-forecaster"))["DataCaptureConfig"]!["CaptureStatus"]);
        Assert.Equal("Started", (string?)(await DescribeAsync("churn-predictor"))["DataCaptureConfig"]!["CaptureStatus"]);
    }

    [Fact]
    public async Task A_serverless_variant_has_memory_and_no_instances()
    {
        var variant = (await DescribeAsync("ticket-classifier"))["ProductionVariants"]![0]!;

        Assert.Null(variant["CurrentInstanceCount"]);
        Assert.Equal((2048, 20), ((int)variant["CurrentServerlessConfig"]!["MemorySizeInMB"]!, (int)variant["CurrentServerlessConfig"]!["MaxConcurrency"]!));
    }

    [Fact]
    public async Task A_deployment_that_was_rolled_back_says_so_in_an_endpoint_that_serves()
    {
        var endpoint = await DescribeAsync("credit-decision");

        Assert.Equal("InService", (string?)endpoint["EndpointStatus"]);
        Assert.Contains("rolled back", (string?)endpoint["FailureReason"], StringComparison.Ordinal);
        Assert.Equal("credit-decision-5xx", (string?)endpoint["LastDeploymentConfig"]!["AutoRollbackConfiguration"]!["Alarms"]![0]!["AlarmName"]);
        Assert.Equal([90.0, 10.0], endpoint["ProductionVariants"]!.AsArray().Select(variant => (double)variant!["CurrentWeight"]!));
        Assert.Equal("shadow", (string?)endpoint["ShadowProductionVariants"]![0]!["VariantName"]);
    }

    [Fact]
    public async Task One_of_two_components_failed()
    {
        var listed = (await _client.SageMakerAsync("ListInferenceComponents", new { EndpointNameEquals = "support-llm" }))["InferenceComponents"]!.AsArray();
        var failed = await _client.SageMakerAsync("DescribeInferenceComponent", new { InferenceComponentName = "support-llm-summarizer" });

        Assert.Equal(2, listed.Count);
        Assert.Equal("Failed", (string?)failed["InferenceComponentStatus"]);
        Assert.Equal((1, 0), ((int)failed["RuntimeConfig"]!["DesiredCopyCount"]!, (int)failed["RuntimeConfig"]!["CurrentCopyCount"]!));
        Assert.Contains("GPU memory", (string?)failed["FailureReason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_can_be_told_apart()
    {
        var models = (await _client.SageMakerAsync("DescribeModel", new { ModelName = "product-recommender-model-v9" }))["Containers"]!.AsArray();
        var many = await _client.SageMakerAsync("DescribeModel", new { ModelName = "store-forecaster-model-v4" });

        Assert.Equal(3, models.Count);
        Assert.Equal("MultiModel", (string?)many["PrimaryContainer"]!["Mode"]);
        Assert.NotNull((await DescribeAsync("image-defect-detector"))["AsyncInferenceConfig"]!["OutputConfig"]);
        Assert.Contains("sandbox-secret-value", many.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_failed_for_want_of_capacity_and_one_is_being_deployed()
    {
        var failed = await _east.SageMakerAsync("DescribeEndpoint", new { EndpointName = "ltv-scorer" });
        var updating = await _east.SageMakerAsync("DescribeEndpoint", new { EndpointName = "segment-assigner" });
        var since = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (double)updating["PendingDeploymentSummary"]!["StartTime"]!;

        Assert.Equal("Failed", (string?)failed["EndpointStatus"]);
        Assert.Contains("InsufficientInstanceCapacity", (string?)failed["FailureReason"], StringComparison.Ordinal);
        Assert.Null(failed["ProductionVariants"]);
        Assert.Equal("Updating", (string?)updating["EndpointStatus"]);
        Assert.InRange(since, 1199, 1320);
        Assert.Equal("Baking", (string?)updating["PendingDeploymentSummary"]!["ProductionVariants"]![0]!["VariantStatus"]![0]!["Status"]);
    }

    [Fact]
    public async Task Most_have_an_owner_and_some_say_where_baseline_and_labels_are()
    {
        var owned = await _client.SageMakerAsync("Search", new
        {
            Resource = "Endpoint",
            SearchExpression = new { Filters = new[] { new { Name = "Tags.owner", Operator = "NotExists" } } },
        });
        var tags = (await _client.SageMakerAsync("ListTags", new { ResourceArn = "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/churn-predictor" }))["Tags"]!
            .AsArray().ToDictionary(tag => (string)tag!["Key"]!, tag => (string)tag!["Value"]!);

        Assert.Equal(["demand-forecaster", "price-optimizer"], owned["Results"]!.AsArray().Select(each => (string?)each!["Endpoint"]!["EndpointName"]).Order());
        Assert.StartsWith("s3://ml-baselines-123456789012/churn-predictor/", tags["mlmonitor:baseline"], StringComparison.Ordinal);
        Assert.StartsWith("s3://ml-labels-123456789012/churn-predictor/", tags["mlmonitor:labels"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DescribeEndpoint", "EndpointName", "Could not find endpoint \"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/no-such\".")]
    [InlineData("DescribeEndpointConfig", "EndpointConfigName", "Could not find endpoint configuration \"arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/no-such\".")]
    [InlineData("DescribeModel", "ModelName", "Could not find model \"arn:aws:sagemaker:eu-west-1:123456789012:model/no-such\".")]
    [InlineData("DescribeInferenceComponent", "InferenceComponentName", "Could not find inference component \"arn:aws:sagemaker:eu-west-1:123456789012:inference-component/no-such\".")]
    public async Task What_is_not_there_is_said_as_AWS_says_it(string operation, string member, string message)
    {
        var error = await _client.SageMakerAsync(operation, new Dictionary<string, string> { [member] = "no-such" });

        Assert.Equal("ValidationException", (string?)error["__type"]);
        Assert.Equal(message, (string?)error["message"]);
    }

    private static double DaysAgo(double days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeSeconds();

    private static async Task<IEnumerable<string>> NamesAsync(SignedClient client, object input) =>
        (await client.SageMakerAsync("ListEndpoints", input))["Endpoints"]!.AsArray().Select(each => (string)each!["EndpointName"]!).ToList();

    private Task<JsonNode> DescribeAsync(string name) => _client.SageMakerAsync("DescribeEndpoint", new { EndpointName = name });
}
