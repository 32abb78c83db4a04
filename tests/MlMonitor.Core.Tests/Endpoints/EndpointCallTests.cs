using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;

namespace MlMonitor.Core.Tests.Endpoints;

/// <summary>What reading endpoints costs, and what is said where AWS does not answer.</summary>
public sealed class EndpointCallTests : IDisposable
{
    private readonly ScriptedEndpoints _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Two_hundred_calm_endpoints_take_two_lists_two_searches_and_no_more_than_a_configuration_each()
    {
        Plant(180);
        foreach (var number in Enumerable.Range(181, 20))
            _server.Add(new PlantedEndpoint($"endpoint-{number:000}") { IsServerless = true });
        _server.Scaled["endpoint/endpoint-001/variant/AllTraffic"] = (1, 4);

        var read = await _server.ReadAsync();

        Assert.Equal(_server.All.Select(e => e.Name), read.Select(e => e.EndpointName));
        Assert.All(read, e => Assert.Equal(MlStatus.Healthy, e.Status));
        Assert.Equal(2, _server.Calls("ListEndpoints"));
        Assert.Equal(2, Searches("Endpoint"));
        Assert.Equal(2, Searches("Model"));
        Assert.Equal(180, _server.Calls("DescribeEndpointConfig"));
        Assert.Equal(1, _server.Calls("DescribeScalableTargets"));
        Assert.Equal(0, _server.Calls("DescribeEndpoint") + _server.Calls("DescribeModel") + _server.Calls("ListTags") + _server.Calls("ListInferenceComponents"));
        Assert.Empty(_server.Sink.Problems);
        Assert.Empty(_server.Sink.Warnings);
    }

    [Fact]
    public async Task The_two_hundred_of_the_large_sandbox_take_no_more_than_two_hundred_descriptions()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });
        var monitor = new EndpointMonitor([TestAws.Connection(sandbox)], TimeProvider.System);

        Assert.Equal(200, (await monitor.ReadAsync(new EndpointQuery { Matches = _ => true }, _server.Sink, default).ToListAsync()).Count);
        string[] described = ["DescribeEndpoint", "DescribeEndpointConfig", "DescribeInferenceComponent", "DescribeModel"];
        Assert.InRange(sandbox.Calls.Where(c => described.Contains(c.Operation)).Sum(c => c.Count), 1, 200);
        Assert.Empty(_server.Sink.Problems);
    }

    [Fact]
    public async Task Without_search_each_is_described_and_a_verbose_line_says_why()
    {
        Plant(200);
        _server.Deny("Search");

        var read = await _server.ReadAsync();

        Assert.Equal(200, read.Count);
        Assert.All(read, e => Assert.Equal("ml.m5.xlarge", Assert.Single(e.Variants).InstanceType));
        Assert.Equal(1, _server.Calls("Search"));
        Assert.Equal(200, _server.Calls("DescribeEndpoint"));
        Assert.Equal(200, _server.Calls("DescribeEndpointConfig"));
        Assert.Equal(0, _server.Calls("DescribeModel"));
        Assert.Contains("sagemaker:Search", Assert.Single(_server.Sink.Details), StringComparison.Ordinal);
        Assert.Empty(_server.Sink.Problems);
    }

    [Fact]
    public async Task A_configuration_that_many_share_is_described_once()
    {
        Plant(12);
        foreach (var endpoint in _server.All)
            endpoint.Config = "shared";

        Assert.Equal(12, (await _server.ReadAsync()).Count);
        Assert.Equal(1, _server.Calls("DescribeEndpointConfig"));
    }

    [Fact]
    public async Task Who_asks_for_those_out_of_service_does_not_pay_for_the_others()
    {
        Plant(20);
        _server.Add(new PlantedEndpoint("broken") { Status = "Failed", FailureReason = "no capacity", HasVariants = false });

        var read = await _server.ReadAsync(new EndpointQuery { Matches = _ => true, Statuses = new HashSet<MlStatus> { MlStatus.Unavailable } });

        Assert.Equal("broken", Assert.Single(read).EndpointName);
        Assert.Equal(1, _server.Calls("DescribeEndpointConfig"));
        Assert.Equal(1, _server.Calls("DescribeEndpoint"));
    }

    [Fact]
    public async Task A_name_in_full_takes_a_call_for_each_of_its_parts_and_lists_nothing()
    {
        Plant(3);
        _server.All[1].Tags = new() { ["owner"] = "a", ["env"] = "prod" };

        var read = Assert.Single(await _server.ReadAsync(new EndpointQuery { Names = ["endpoint-002"], IncludeTags = true }));

        Assert.Equal("a", read.Tag["owner"]);
        Assert.Equal("prod", read.Tag["env"]);
        Assert.Equal(1, _server.Calls("DescribeEndpoint"));
        Assert.Equal(1, _server.Calls("DescribeEndpointConfig"));
        Assert.Equal(1, _server.Calls("DescribeModel"));
        Assert.Equal(1, _server.Calls("DescribeScalableTargets"));
        Assert.Equal(0, _server.Calls("ListEndpoints") + _server.Calls("Search") + _server.Calls("ListInferenceComponents"));
    }

    [Fact]
    public async Task Where_autoscaling_is_denied_one_warning_says_so_for_all_readings_of_a_monitor()
    {
        Plant(3);
        _server.Deny("DescribeScalableTargets");
        var monitor = _server.Monitor();

        foreach (var name in (string[])["endpoint-001", "endpoint-002"])
            Assert.False(Assert.Single(Assert.Single(await monitor.ReadAsync(new EndpointQuery { Names = [name] }, _server.Sink, default).ToListAsync()).Variants).IsAutoscaled);

        Assert.Contains("application-autoscaling:DescribeScalableTargets", Assert.Single(_server.Sink.Warnings), StringComparison.Ordinal);
        Assert.Empty(_server.Sink.Problems);
    }

    [Fact]
    public async Task Where_configurations_are_denied_one_error_says_so_and_the_endpoints_come()
    {
        Plant(5);
        _server.Deny("DescribeEndpointConfig");

        var read = await _server.ReadAsync();

        Assert.Equal(5, read.Count);
        Assert.All(read, e => Assert.Null(Assert.Single(e.Variants).InstanceType));
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_server.Sink.Problems).Id);
    }

    [Fact]
    public async Task A_configuration_that_was_deleted_is_no_error()
    {
        _server.Add(new PlantedEndpoint("kept"));
        _server.Aws.On("DescribeEndpointConfig", _ => throw new ScriptedError("ValidationException", "Could not find endpoint configuration \"x\"."));

        Assert.Equal(MlStatus.Healthy, (await _server.ReadOneAsync()).Status);
        Assert.Empty(_server.Sink.Problems);
        Assert.Contains("kept-v1 is gone", Assert.Single(_server.Sink.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_denied_is_one_error_and_nothing_else_is_asked()
    {
        Plant(2);
        _server.Deny("ListEndpoints");

        Assert.Empty(await _server.ReadAsync());
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_server.Sink.Problems).Id);
        Assert.Equal(0, _server.Calls("Search") + _server.Calls("DescribeScalableTargets"));
    }

    [Fact]
    public async Task One_that_may_not_be_described_is_an_error_that_names_it_and_the_others_come()
    {
        Plant(3);
        _server.All[1].Status = "Updating";
        _server.Deny("DescribeEndpoint");

        Assert.Equal(["endpoint-001", "endpoint-003"], (await _server.ReadAsync()).Select(e => e.EndpointName));
        var problem = Assert.Single(_server.Sink.Problems);
        Assert.Equal((ProblemId.AccessDenied, "endpoint-002"), (problem.Id, problem.Target));
    }

    [Fact]
    public async Task A_name_that_is_nowhere_is_one_error_and_one_that_is_somewhere_is_none()
    {
        Plant(1);
        using var elsewhere = new ScriptedEndpoints();
        var monitor = _server.Monitor(TestAws.Connection(_server.Aws.Url), TestAws.Connection(elsewhere.Aws.Url, "us-east-1"));

        var read = await monitor.ReadAsync(new EndpointQuery { Names = ["endpoint-001", "nowhere"] }, _server.Sink, default).ToListAsync();

        Assert.Equal("eu-west-1", Assert.Single(read).Region);
        var problem = Assert.Single(_server.Sink.Problems);
        Assert.Equal((ProblemId.EndpointNotFound, "nowhere"), (problem.Id, problem.Target));
        Assert.NotEmpty(problem.RecommendedAction);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 3 * 2)]
    public async Task Tags_come_from_the_search_and_where_there_is_none_from_each_endpoint(bool search, int listTags)
    {
        Plant(3);
        foreach (var endpoint in _server.All)
            endpoint.Tags = new() { ["env"] = "prod", ["owner"] = endpoint.Name };
        if (!search)
            _server.Deny("Search");

        var read = await _server.ReadAsync(new EndpointQuery { Matches = _ => true, Tags = new Dictionary<string, string> { ["owner"] = "endpoint-002", ["env"] = "prod" } });

        Assert.Equal("endpoint-002", Assert.Single(read).EndpointName);
        Assert.Equal(listTags, _server.Calls("ListTags"));
        Assert.Equal(1, _server.Calls("DescribeEndpointConfig"));
    }

    private void Plant(int count)
    {
        foreach (var number in Enumerable.Range(1, count))
            _server.Add(new PlantedEndpoint($"endpoint-{number:000}") { Model = $"a-model-with-a-name-as-long-as-those-of-pipelines-are-{number:000}" });
    }

    private int Searches(string resource) => _server.Aws.CallsTo("Search").Count(s => s.GetProperty("Resource").GetString() == resource);
}
