using System.Net;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

public sealed class CodePipelineTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SignedClient _client = new(fixture.Sandbox.Address);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_approval_waits_in_progress_with_a_token_for_three_days()
    {
        var action = await ActionStateAsync("credit-risk-release", "ApproveRelease");
        var declared = (await _client.PipelineAsync("GetPipeline", new { name = "credit-risk-release" })).Body["pipeline"]!["stages"]!.AsArray()
            .SelectMany(stage => stage!["actions"]!.AsArray())
            .Single(each => (string?)each!["name"] == "ApproveRelease");

        Assert.Equal("Manual", (string?)declared!["actionTypeId"]!["provider"]);
        Assert.Equal("InProgress", (string?)action["status"]);
        Assert.NotNull((string?)action["token"]);
        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (double)action["lastStatusChange"]!;
        Assert.InRange(age, TimeSpan.FromDays(3).TotalSeconds - 60, TimeSpan.FromDays(3).TotalSeconds + 600);
    }

    [Theory]
    [InlineData("fraud-scorer-train", "TrainModel", "JobFailed", "Build terminated with state: FAILED")]
    [InlineData("recommender-ranker-deploy", "DeployProduction", "JobFailed", "\n")]
    [InlineData("fraud-features-etl", "Source", "PermissionError", "is not authorized to perform: s3:GetObject")]
    public async Task A_failed_action_says_why(string pipeline, string action, string code, string message)
    {
        var state = await ActionStateAsync(pipeline, action);

        Assert.Equal("Failed", (string?)state["status"]);
        Assert.Equal(code, (string?)state["errorDetails"]!["code"]);
        Assert.Contains(message, (string?)state["errorDetails"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_action_points_at_its_build()
    {
        var state = await ActionStateAsync("fraud-scorer-train", "TrainModel");

        Assert.StartsWith("fraud-scorer-train-train:", (string?)state["externalExecutionId"], StringComparison.Ordinal);
        Assert.Contains((string)state["externalExecutionId"]!, (string?)state["externalExecutionUrl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_transition_holds_a_run_at_the_door()
    {
        var (_, body) = await _client.PipelineAsync("GetPipelineState", new { name = "search-relevance-deploy" });
        var stage = body["stageStates"]!.AsArray().Single(each => (string?)each!["stageName"] == "Production")!;

        Assert.False((bool)stage["inboundTransitionState"]!["enabled"]!);
        Assert.NotNull((string?)stage["inboundTransitionState"]!["disabledReason"]);
        Assert.Equal("InProgress", (string?)stage["inboundExecution"]!["status"]);
        Assert.NotEqual((string?)stage["inboundExecution"]!["pipelineExecutionId"], (string?)stage["latestExecution"]!["pipelineExecutionId"]);
    }

    [Theory]
    [InlineData("churn-predictor-train", "Succeeded")]
    [InlineData("demand-forecast-train", "InProgress")]
    [InlineData("pricing-elasticity-train", "Succeeded", "Superseded")]
    [InlineData("image-moderation-retrain", "Stopped")]
    public async Task The_latest_runs_stand_as_the_catalogue_says(string pipeline, params string[] statuses)
    {
        var (_, body) = await _client.PipelineAsync("ListPipelineExecutions", new { pipelineName = pipeline, maxResults = statuses.Length });
        var runs = body["pipelineExecutionSummaries"]!.AsArray();

        Assert.Equal(statuses, runs.Select(run => (string)run!["status"]!));
        Assert.Equal(statuses[0] == "Stopped", runs[0]!["stopTrigger"] is not null);
    }

    [Fact]
    public async Task A_pipeline_that_never_ran_has_stages_without_executions()
    {
        using var client = new SignedClient(fixture.Sandbox.Address) { Region = "us-east-1" };

        var (_, body) = await client.PipelineAsync("GetPipelineState", new { name = "anomaly-detector-train" });

        Assert.All(body["stageStates"]!.AsArray(), stage => Assert.Null(stage!["latestExecution"]));
    }

    [Fact]
    public async Task Runs_can_be_filtered_by_the_stage_they_succeeded_in()
    {
        var (_, body) = await _client.PipelineAsync(
            "ListPipelineExecutions",
            new { pipelineName = "fraud-scorer-train", filter = new { succeededInStage = new { stageName = "Train" } } });

        Assert.NotEmpty(body["pipelineExecutionSummaries"]!.AsArray());
        Assert.DoesNotContain(body["pipelineExecutionSummaries"]!.AsArray(), run => (string?)run!["status"] == "InProgress");
    }

    [Theory]
    [InlineData("GetPipelineState", """{"name":"no-such"}""", "PipelineNotFoundException")]
    [InlineData("GetPipelineState", "{}", "ValidationException")]
    [InlineData("GetPipelineState", """{"name":3}""", "SerializationException")]
    [InlineData("GetPipelineState", "[", "SerializationException")]
    [InlineData("GetPipeline", """{"name":"fraud-scorer-train","version":999}""", "PipelineVersionNotFoundException")]
    [InlineData("GetPipelineExecution", """{"pipelineName":"fraud-scorer-train","pipelineExecutionId":"x"}""", "PipelineExecutionNotFoundException")]
    [InlineData("ListPipelines", """{"maxResults":1001}""", "ValidationException")]
    [InlineData("ListPipelines", """{"nextToken":"abc"}""", "InvalidNextTokenException")]
    [InlineData("ListActionExecutions", """{"pipelineName":"fraud-scorer-train","maxResults":0}""", "ValidationException")]
    [InlineData("PutJobSuccessResult", "{}", "UnknownOperationException")]
    public async Task Bad_input_is_answered_as_the_service_does(string operation, string input, string code)
    {
        using var response = await _client.SendAsync("codepipeline", input, "application/x-amz-json-1.1", "CodePipeline_20150709." + operation);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, (string?)body["__type"]));
        Assert.True(response.Headers.Contains("x-amzn-RequestId"));
    }

    [Fact]
    public async Task A_token_is_good_only_for_its_own_listing()
    {
        var (_, page) = await _client.PipelineAsync("ListPipelines", new { maxResults = 2 });

        var (_, body) = await _client.PipelineAsync(
            "ListPipelineExecutions", new { pipelineName = "fraud-scorer-train", nextToken = (string)page["nextToken"]! });

        Assert.Equal("InvalidNextTokenException", (string?)body["__type"]);
    }

    private async Task<JsonNode> ActionStateAsync(string pipeline, string action)
    {
        var (_, body) = await _client.PipelineAsync("GetPipelineState", new { name = pipeline });
        return body["stageStates"]!.AsArray()
            .SelectMany(stage => stage!["actionStates"]!.AsArray())
            .Single(each => (string?)each!["actionName"] == action)!["latestExecution"]!;
    }
}
