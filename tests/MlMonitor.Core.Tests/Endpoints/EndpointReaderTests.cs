using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Endpoints;

/// <summary>What is told of an endpoint.</summary>
public sealed class EndpointReaderTests : IDisposable
{
    private readonly ScriptedEndpoints _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task All_that_there_is_to_know_of_one_that_is_well()
    {
        _server.Add(new PlantedEndpoint("scorer")
        {
            Weight = 0.1,
            Tags = new() { ["owner"] = "team" },
            Capture = new { EnableCapture = true, CaptureStatus = "Started", CurrentSamplingPercentage = 20, DestinationS3Uri = "s3://b/capture", KmsKeyId = "" },
        });
        _server.Scaled["endpoint/scorer/variant/AllTraffic"] = (2, 8);

        var endpoint = await _server.ReadOneAsync();

        Assert.Equal((MlEndpointKind.RealTime, MlStatus.Healthy, "InService", ""), (endpoint.Kind, endpoint.Status, endpoint.RawStatus, endpoint.FailureReason));
        Assert.Equal(
            new MlEndpointVariant
            {
                VariantName = "AllTraffic", ModelName = "scorer-model", InstanceType = "ml.m5.xlarge", CurrentInstanceCount = 2, DesiredInstanceCount = 2,
                CurrentWeight = 0.1, DesiredWeight = 0.1, MinimumCapacity = 2, MaximumCapacity = 8,
            },
            Assert.Single(endpoint.Variants));
        Assert.Equal(new MlDataCapture { IsEnabled = true, IsRunning = true, SamplingPercent = 20, Destination = "s3://b/capture" }, endpoint.DataCapture);
        Assert.Equal((ScriptedEndpoints.Now.AddDays(-30), ScriptedEndpoints.Now.AddDays(-3), TimeSpan.FromDays(3)), (endpoint.Created, endpoint.LastModified, endpoint.Age));
        Assert.Equal(("scorer-v1", "123456789012", "eu-west-1", "/aws/sagemaker/Endpoints/scorer"), (endpoint.EndpointConfigName, endpoint.Account, endpoint.Region, endpoint.LogGroup));
        Assert.Equal("https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/scorer", endpoint.ConsoleLink!.ToString());
        Assert.Equal("team", endpoint.Tag["owner"]);
        Assert.Null(endpoint.Deployment);
    }

    [Theory]
    [InlineData("Started", true)]
    [InlineData("Stopped", false)]
    public async Task Capture_that_is_on_may_have_stopped(string status, bool isRunning)
    {
        _server.Add(new PlantedEndpoint("e") { Capture = new { EnableCapture = true, CaptureStatus = status, CurrentSamplingPercentage = 100, DestinationS3Uri = "s3://b/c", KmsKeyId = "" } });

        var capture = (await _server.ReadOneAsync()).DataCapture!;

        Assert.Equal((true, isRunning), (capture.IsEnabled, capture.IsRunning));
    }

    [Fact]
    public async Task Capture_that_the_index_leaves_out_is_not_taken_for_stopped()
    {
        _server.Add(new PlantedEndpoint("e")
        {
            Capture = new { EnableCapture = true, CaptureStatus = "Started", CurrentSamplingPercentage = 100, DestinationS3Uri = "s3://b/c", KmsKeyId = "" },
            CaptureIsIndexed = false,
        });

        Assert.True((await _server.ReadOneAsync()).DataCapture!.IsRunning);
        Assert.Equal(1, _server.Calls("DescribeEndpoint"));
    }

    [Fact]
    public async Task Fewer_instances_than_asked_for_is_degraded_and_says_how_many()
    {
        _server.Add(new PlantedEndpoint("e") { Current = 1, Desired = 3 });

        var endpoint = await _server.ReadOneAsync();

        Assert.Equal((MlStatus.Degraded, "InService", "AllTraffic has 1 of 3 instances"), (endpoint.Status, endpoint.RawStatus, endpoint.FailureReason));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Scaled_to_zero_is_well(bool isAsynchronous, bool isForComponents)
    {
        var planted = _server.Add(new PlantedEndpoint("e") { Current = 0, Desired = 0, IsAsynchronous = isAsynchronous });
        if (isForComponents)
            planted.Model = null;
        _server.Components.Add(("sleeping", isForComponents ? "e" : "other", "InService", 0, 0, null));

        foreach (var endpoint in (MlEndpoint[])[await _server.ReadOneAsync(), Assert.Single(await _server.ReadAsync(names: "e"))])
        {
            Assert.Equal((MlStatus.Healthy, ""), (endpoint.Status, endpoint.FailureReason));
            Assert.Equal(isAsynchronous ? MlEndpointKind.Asynchronous : MlEndpointKind.InferenceComponent, endpoint.Kind);
        }
    }

    [Fact]
    public async Task A_word_that_nobody_knows_is_unknown_and_never_well()
    {
        _server.Add(new PlantedEndpoint("e") { Status = "Frozen", Current = 1 });

        var endpoint = await _server.ReadOneAsync();

        Assert.Equal((MlStatus.Unknown, "Frozen"), (endpoint.Status, endpoint.RawStatus));
        Assert.Equal(MlSeverity.NoData, endpoint.ToAlertSubject().Severity);
    }

    [Theory]
    [InlineData("InService")]
    [InlineData("UpdateRollbackFailed")]
    public async Task A_deployment_that_was_taken_back_is_degraded_and_says_why(string status)
    {
        _server.Add(new PlantedEndpoint("e") { Status = status, FailureReason = "rolled back:\u001b[31m alarm" });

        var endpoint = await _server.ReadOneAsync();

        Assert.Equal((MlStatus.Degraded, "rolled back: alarm"), (endpoint.Status, endpoint.FailureReason));
    }

    [Fact]
    public async Task One_that_never_came_up_shows_what_it_was_to_have()
    {
        _server.Add(new PlantedEndpoint("e") { Status = "Failed", FailureReason = "no capacity", HasVariants = false });

        var endpoint = await _server.ReadOneAsync();
        var variant = Assert.Single(endpoint.Variants);

        Assert.Equal((MlStatus.Unavailable, true, "no capacity"), (endpoint.Status, endpoint.IsFailure, endpoint.FailureReason));
        Assert.Equal(("ml.m5.xlarge", 0, 2), (variant.InstanceType, variant.CurrentInstanceCount, variant.DesiredInstanceCount));
    }

    [Fact]
    public async Task A_deployment_under_way_tells_what_since_when_and_how_far()
    {
        _server.Add(new PlantedEndpoint("e")
        {
            Status = "Updating",
            Pending = new
            {
                EndpointConfigName = "e-v2",
                StartTime = ScriptedAws.Seconds(ScriptedEndpoints.Now.AddMinutes(-20)),
                ProductionVariants = new[] { new { VariantName = "AllTraffic", VariantStatus = new[] { new { Status = "Baking" } } } },
            },
        });

        var endpoint = await _server.ReadOneAsync();

        Assert.Equal(MlStatus.InProgress, endpoint.Status);
        Assert.Equal(new MlEndpointDeployment { EndpointConfigName = "e-v2", Started = ScriptedEndpoints.Now.AddMinutes(-20), Stage = "AllTraffic: Baking" }, endpoint.Deployment);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("time")]
    [InlineData("missing")]
    public async Task What_the_index_knows_otherwise_than_the_list_is_described(string lag)
    {
        var planted = _server.Add(new PlantedEndpoint("e") { Current = 1 });
        _server.Add(new PlantedEndpoint("f"));
        if (lag == "status")
            planted.IndexedStatus = "Updating";
        if (lag == "time")
            planted.IndexedChange = planted.LastModified.AddMinutes(-4);
        planted.IsIndexed = lag != "missing";

        Assert.Equal([MlStatus.Degraded, MlStatus.Healthy], (await _server.ReadAsync()).Select(e => e.Status));
        Assert.Equal("e", Assert.Single(_server.Aws.CallsTo("DescribeEndpoint")).GetProperty("EndpointName").GetString());
    }

    [Fact]
    public async Task One_deleted_after_it_was_listed_is_passed_over_with_a_verbose_line()
    {
        _server.Add(new PlantedEndpoint("going") { Status = "Deleting", Vanishes = true });
        _server.Add(new PlantedEndpoint("staying"));

        Assert.Equal("staying", (await _server.ReadOneAsync()).EndpointName);
        Assert.Contains("going is gone", Assert.Single(_server.Sink.Details), StringComparison.Ordinal);
        Assert.Empty(_server.Sink.Problems);
    }

    [Fact]
    public async Task A_component_that_failed_degrades_its_endpoint_and_gives_the_reason()
    {
        _server.Add(new PlantedEndpoint("llm") { Model = null });
        _server.Add(new PlantedEndpoint("plain"));
        _server.Components.AddRange([("chat", "llm", "InService", 1, 1, null), ("sum", "llm", "Failed", 0, 1, "out of GPU memory")]);

        var endpoint = (await _server.ReadAsync())[0];

        Assert.Equal((MlEndpointKind.InferenceComponent, MlStatus.Degraded), (endpoint.Kind, endpoint.Status));
        Assert.Equal("Inference component sum failed: out of GPU memory", endpoint.FailureReason);
        Assert.Equal("/aws/sagemaker/InferenceComponents/sum", endpoint.LogGroup);
        Assert.Equal([("chat", MlStatus.Healthy), ("sum", MlStatus.Unavailable)], endpoint.InferenceComponents.Select(c => (c.InferenceComponentName, c.Status)));
        Assert.Equal(1, _server.Calls("ListInferenceComponents"));
        Assert.Equal("sum", Assert.Single(_server.Aws.CallsTo("DescribeInferenceComponent")).GetProperty("InferenceComponentName").GetString());
    }

    [Fact]
    public async Task Copies_too_few_are_seen_where_the_endpoint_is_named()
    {
        _server.Add(new PlantedEndpoint("llm") { Model = null });
        _server.Components.AddRange([("chat", "llm", "InService", 1, 3, null), ("other", "elsewhere", "Failed", 0, 1, "not mine")]);

        var endpoint = Assert.Single(await _server.ReadAsync(names: "llm"));

        Assert.Equal((MlStatus.Degraded, "Inference component chat has 1 of 3 copies"), (endpoint.Status, endpoint.FailureReason));
        Assert.Equal((1, 3), (endpoint.InferenceComponents[0].CurrentCopyCount, endpoint.InferenceComponents[0].DesiredCopyCount));
    }

    [Theory]
    [InlineData("MultiModel", MlEndpointKind.MultiModel)]
    [InlineData("SingleModel", MlEndpointKind.RealTime)]
    [InlineData("SingleModel,SingleModel", MlEndpointKind.MultiContainer)]
    [InlineData("SingleModel,MultiModel", MlEndpointKind.MultiModel)]
    public async Task The_model_decides_the_kind_whether_searched_for_or_described(string containers, MlEndpointKind expected)
    {
        _server.Add(new PlantedEndpoint("e") { Containers = containers.Split(',') });

        Assert.Equal(expected, (await _server.ReadOneAsync()).Kind);
        Assert.Equal(0, _server.Calls("DescribeModel"));
        Assert.Equal(expected, Assert.Single(await _server.ReadAsync(names: "e")).Kind);
    }

    [Fact]
    public async Task Of_a_model_that_the_index_does_not_know_the_images_tell()
    {
        _server.Add(new PlantedEndpoint("several") { Containers = ["SingleModel", "SingleModel"], ModelIsIndexed = false });
        _server.Add(new PlantedEndpoint("single") { ModelIsIndexed = false });

        Assert.Equal([MlEndpointKind.MultiContainer, MlEndpointKind.RealTime], (await _server.ReadAsync()).Select(e => e.Kind));
    }

    [Fact]
    public async Task How_requests_come_decides_before_what_serves_them()
    {
        _server.Add(new PlantedEndpoint("a-queue") { IsAsynchronous = true, Containers = ["MultiModel"] });
        _server.Add(new PlantedEndpoint("b-serverless") { IsServerless = true, Containers = ["SingleModel", "SingleModel"] });

        var read = await _server.ReadAsync();

        Assert.Equal([MlEndpointKind.Asynchronous, MlEndpointKind.Serverless], read.Select(e => e.Kind));
        var variant = Assert.Single(read[1].Variants);
        Assert.Equal(((int?)null, (int?)null, 2048, 20), (variant.CurrentInstanceCount, variant.DesiredInstanceCount, variant.MemorySizeInMB, variant.MaxConcurrency));
        Assert.Null(variant.ModelName);
        Assert.Equal("b-serverless-model", Assert.Single(Assert.Single(await _server.ReadAsync(names: "b-serverless")).Variants).ModelName);
    }

    [Fact]
    public async Task Named_ones_come_first_and_once()
    {
        foreach (var name in (string[])["a", "b", "c"])
            _server.Add(new PlantedEndpoint(name));

        var read = await _server.ReadAsync(new EndpointQuery { Names = ["c"], Matches = name => name != "b" });

        Assert.Equal(["c", "a"], read.Select(e => e.EndpointName));
    }

    [Fact]
    public async Task Scaling_that_fills_several_pages_is_read_to_the_end()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            _server.Add(new PlantedEndpoint(name));
            _server.Scaled[$"endpoint/{name}/variant/AllTraffic"] = (1, 4);
        }

        Assert.All(await _server.ReadAsync(), e => Assert.True(Assert.Single(e.Variants).IsAutoscaled));
        Assert.Equal(3, _server.Calls("DescribeScalableTargets"));
    }

    [Fact]
    public async Task Who_has_had_enough_can_read_again_with_the_same_monitor()
    {
        foreach (var number in Enumerable.Range(0, 30))
            _server.Add(new PlantedEndpoint($"e{number:00}"));
        var monitor = _server.Monitor();
        var query = new EndpointQuery { Names = [.. _server.All.Select(e => e.Name)] };

        await foreach (var first in monitor.ReadAsync(query, _server.Sink, default))
        {
            Assert.Equal("e00", first.EndpointName);
            break;
        }

        Assert.Equal(30, (await monitor.ReadAsync(query, _server.Sink, default).ToListAsync()).Count);
        Assert.Equal(30, _server.Calls("DescribeEndpointConfig"));
    }
}
