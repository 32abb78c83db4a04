using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

public sealed class SamplePlatformTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_platform()
    {
        var first = await DumpAsync(new SandboxOptions { Seed = 7, Clock = new FakeTimeProvider(Noon) });
        var second = await DumpAsync(new SandboxOptions { Seed = 7, Clock = new FakeTimeProvider(Noon) });
        var other = await DumpAsync(new SandboxOptions { Seed = 8, Clock = new FakeTimeProvider(Noon) });

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Times_are_relative_to_the_clock()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Noon) });
        using var client = new SignedClient(sandbox.Address);

        var (_, body) = await client.PipelineAsync("ListPipelineExecutions", new { pipelineName = "churn-predictor-train" });
        var newest = body["pipelineExecutionSummaries"]![0]!;

        Assert.Equal(Noon.AddHours(-5).ToUnixTimeSeconds(), (long)(double)newest["lastUpdateTime"]!);
    }

    [Fact]
    public async Task Views_of_a_pipeline_agree()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Noon) });
        foreach (var region in new[] { "eu-west-1", "us-east-1" })
        {
            using var client = new SignedClient(sandbox.Address) { Region = region };
            var pipelines = (await client.PipelineAsync("ListPipelines")).Body["pipelines"]!.AsArray();
            Assert.Equal(region == "eu-west-1" ? 9 : 3, pipelines.Count);
            foreach (var pipeline in pipelines)
                await AgreeAsync(client, (string)pipeline!["name"]!);
        }
    }

    [Fact]
    public async Task Other_regions_are_valid_and_empty()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        using var client = new SignedClient(sandbox.Address) { Region = "ap-south-1" };

        Assert.Empty((await client.PipelineAsync("ListPipelines")).Body["pipelines"]!.AsArray());
    }

    [Fact]
    public async Task A_large_platform_pages_through_five_hundred_pipelines()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });
        var names = new HashSet<string>();
        foreach (var region in new[] { "eu-west-1", "us-east-1" })
        {
            using var client = new SignedClient(sandbox.Address) { Region = region };
            string? token = null;
            do
            {
                var (_, body) = await client.PipelineAsync("ListPipelines", token is null ? null : new { nextToken = token });
                names.UnionWith(body["pipelines"]!.AsArray().Select(each => (string)each!["name"]!));
                token = (string?)body["nextToken"];
            }
            while (token is not null);
        }

        Assert.Equal(500, names.Count);
    }

    [Fact]
    public async Task A_large_platform_has_a_hundred_state_machines_and_sixty_model_pipelines()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });
        var (machines, pipelines) = (0, 0);
        foreach (var region in new[] { "eu-west-1", "us-east-1" })
        {
            using var client = new SignedClient(sandbox.Address) { Region = region };
            machines += (await client.WorkflowAsync("ListStateMachines"))["stateMachines"]!.AsArray().Count;
            pipelines += (await client.SageMakerAsync("ListPipelines", new { MaxResults = 100 }))["PipelineSummaries"]!.AsArray().Count;
        }

        Assert.Equal((100, 60), (machines, pipelines));
    }

    private static async Task AgreeAsync(SignedClient client, string name)
    {
        var state = (await client.PipelineAsync("GetPipelineState", new { name })).Body;
        var runs = (await client.PipelineAsync("ListPipelineExecutions", new { pipelineName = name })).Body["pipelineExecutionSummaries"]!.AsArray();
        var byId = runs.ToDictionary(run => (string)run!["pipelineExecutionId"]!, run => run!);
        var actions = new List<JsonNode>();
        foreach (var run in runs)
        {
            var filter = new { pipelineExecutionId = (string)run!["pipelineExecutionId"]! };
            var details = (await client.PipelineAsync("ListActionExecutions", new { pipelineName = name, filter })).Body;
            actions.AddRange(details["actionExecutionDetails"]!.AsArray().Select(each => each!));

            var execution = (await client.PipelineAsync("GetPipelineExecution", new { pipelineName = name, filter.pipelineExecutionId })).Body;
            Assert.Equal((string?)run["status"], (string?)execution["pipelineExecution"]!["status"]);
            Assert.True((double)run["startTime"]! <= (double)run["lastUpdateTime"]!);
            Assert.True((double)run["lastUpdateTime"]! <= Noon.ToUnixTimeSeconds());
        }

        var statuses = runs.Select(run => (double)run!["startTime"]!).ToList();
        Assert.Equal(statuses.OrderDescending(), statuses);

        foreach (var stage in state["stageStates"]!.AsArray())
        {
            if (stage!["latestExecution"] is { } latest)
            {
                // A stage that failed, or is in progress, makes its run so.
                var run = byId[(string)latest["pipelineExecutionId"]!];
                if ((string?)latest["status"] != "Succeeded")
                    Assert.Equal((string?)latest["status"], (string?)run["status"]);
            }

            foreach (var action in stage["actionStates"]!.AsArray())
            {
                var ofAction = actions.Where(each => (string?)each["actionName"] == (string?)action!["actionName"]).MaxBy(each => (double)each["startTime"]!);
                Assert.Equal((string?)ofAction?["actionExecutionId"], (string?)action!["latestExecution"]?["actionExecutionId"]);
                Assert.Equal((string?)ofAction?["status"], (string?)action["latestExecution"]?["status"]);
                Assert.Equal((double?)ofAction?["lastUpdateTime"], (double?)action["latestExecution"]?["lastStatusChange"]);
            }
        }

        foreach (var failed in runs.Where(run => (string?)run!["status"] == "Failed"))
        {
            Assert.Contains(actions, action => (string?)action["status"] == "Failed"
                && (string?)action["pipelineExecutionId"] == (string?)failed!["pipelineExecutionId"]
                && action["output"]!["executionResult"]!["errorDetails"] is not null);
        }
    }

    private static async Task<string> DumpAsync(SandboxOptions options)
    {
        await using var sandbox = await SandboxServer.StartAsync(options);
        using var client = new SignedClient(sandbox.Address);
        var dump = new List<string> { (await client.PipelineAsync("ListPipelines")).Body.ToJsonString() };
        foreach (var name in new[] { "fraud-scorer-train", "credit-risk-release" })
        {
            dump.Add((await client.PipelineAsync("GetPipelineState", new { name })).Body.ToJsonString());
            dump.Add((await client.PipelineAsync("ListActionExecutions", new { pipelineName = name })).Body.ToJsonString());
        }

        var builds = (await client.BuildAsync("ListBuilds"))["ids"]!;
        dump.Add((await client.BuildAsync("BatchGetBuilds", new { ids = builds })).ToJsonString());
        foreach (var machine in (await client.WorkflowAsync("ListStateMachines"))["stateMachines"]!.AsArray())
        {
            var executions = await client.WorkflowAsync("ListExecutions", new { stateMachineArn = (string)machine!["stateMachineArn"]! });
            dump.Add(executions.ToJsonString());
            if (executions["executions"] is JsonArray { Count: > 0 } some)
                dump.Add((await client.WorkflowAsync("GetExecutionHistory", new { executionArn = (string)some[0]!["executionArn"]! })).ToJsonString());
        }

        var failed = (await client.SageMakerAsync("ListPipelineExecutions", new { PipelineName = "fraud-model-pipeline" }))["PipelineExecutionSummaries"]![0]!;
        dump.Add((await client.SageMakerAsync(
            "ListPipelineExecutionSteps", new { PipelineExecutionArn = (string)failed["PipelineExecutionArn"]! })).ToJsonString());
        dump.Add((await client.LogsAsync("DescribeLogStreams", new { logGroupName = "/aws/sagemaker/TrainingJobs" })).ToJsonString());
        dump.Add((await client.LookupEventsAsync()).ToJsonString());
        return string.Join('\n', dump);
    }
}
