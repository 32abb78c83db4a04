using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

/// <summary>What fails leads down to its root: each hop names one that exists and says the same.</summary>
public sealed class RootCauseTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SignedClient _client = new(fixture.Sandbox.Address);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Every_failed_build_action_has_a_build_that_failed_with_its_message()
    {
        var (_, list) = await _client.PipelineAsync("ListPipelines");
        var seen = 0;
        foreach (var name in list["pipelines"]!.AsArray().Select(each => (string)each!["name"]!))
        {
            var (_, actions) = await _client.PipelineAsync("ListActionExecutions", new { pipelineName = name });
            foreach (var action in actions["actionExecutionDetails"]!.AsArray())
            {
                if ((string?)action!["input"]!["actionTypeId"]!["provider"] != "CodeBuild")
                    continue;
                var result = action["output"]!["executionResult"]!;
                var build = await BuildAsync((string)result["externalExecutionId"]!);
                var expected = (string?)action["status"] switch { "Succeeded" => "SUCCEEDED", "InProgress" => "IN_PROGRESS", "Abandoned" => "STOPPED", _ => null };
                if (expected is not null)
                {
                    Assert.Equal(expected, (string?)build["buildStatus"]);
                    continue;
                }

                var context = FailedPhase(build)["contexts"]![0]!;
                Assert.Contains((string)context["message"]!, (string?)result["errorDetails"]!["message"], StringComparison.Ordinal);
                Assert.Equal((double)action["lastUpdateTime"]!, (double)build["endTime"]!);
                seen++;
            }
        }

        Assert.True(seen > 5);
    }

    [Fact]
    public async Task A_build_has_its_phases_in_order_and_a_log_that_ends_with_the_reason()
    {
        var ids = (await _client.BuildAsync("ListBuildsForProject", new { projectName = "fraud-scorer-train-train" }))["ids"]!;
        var build = await BuildAsync((string)ids[0]!);
        var phases = build["phases"]!.AsArray();
        var logs = build["logs"]!;
        var events = (await _client.LogsAsync("GetLogEvents", new { logGroupName = (string)logs["groupName"]!, logStreamName = (string)logs["streamName"]!, limit = 12 }))["events"]!
            .AsArray().Select(each => (string)each!["message"]!).ToList();

        Assert.Equal("codepipeline/fraud-scorer-train", (string?)build["initiator"]);
        Assert.Equal(
            ["SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD", "UPLOAD_ARTIFACTS", "FINALIZING", "COMPLETED"],
            phases.Select(phase => (string)phase!["phaseType"]!));
        Assert.Equal("BUILD", (string?)FailedPhase(build)["phaseType"]);
        Assert.Contains(events, line => line.StartsWith("KeyError", StringComparison.Ordinal));
        Assert.Contains("COMMAND_EXECUTION_ERROR", events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_come_in_every_status_with_secrets_in_plain_sight()
    {
        var statuses = new HashSet<string>();
        foreach (var project in new[] { "ml-base-images", "feature-store-checks", "demand-forecast-train-train" })
        {
            var ids = (await _client.BuildAsync("ListBuildsForProject", new { projectName = project }))["ids"]!;
            var builds = (await _client.BuildAsync("BatchGetBuilds", new { ids }))["builds"]!;
            statuses.UnionWith(builds.AsArray().Select(build => (string)build!["buildStatus"]!));
            Assert.Contains("sandbox-secret-value-1", builds.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(["FAILED", "FAULT", "IN_PROGRESS", "STOPPED", "SUCCEEDED", "TIMED_OUT"], statuses.Order());
    }

    [Fact]
    public async Task Test_reports_count_what_failed()
    {
        var ids = (await _client.BuildAsync("ListBuildsForProject", new { projectName = "feature-store-checks" }))["ids"]!;
        var build = await BuildAsync((string)ids[0]!);

        var reports = (await _client.BuildAsync("BatchGetReports", new { reportArns = build["reportArns"] }))["reports"]!;

        Assert.Equal(3, (int)reports[0]!["testSummary"]!["statusCounts"]!["FAILED"]!);
        Assert.Equal((string?)build["arn"], (string?)reports[0]!["executionId"]);
    }

    [Theory]
    [InlineData("churn-scoring-nightly", "SUCCEEDED", null, "ExecutionSucceeded")]
    [InlineData("feature-backfill", "FAILED", "ValueError", "LambdaFunctionFailed")]
    [InlineData("fraud-retrain-workflow", "FAILED", "States.TaskFailed", "TaskFailed")]
    [InlineData("recsys-offline-eval", "FAILED", "States.TaskFailed", "TaskFailed")]
    [InlineData("forecast-orchestrator", "FAILED", "States.TaskFailed", "TaskFailed")]
    [InlineData("data-quality-gate", "FAILED", "DataDriftDetected", "FailStateEntered")]
    [InlineData("embedding-refresh", "TIMED_OUT", "States.Timeout", "ExecutionTimedOut")]
    [InlineData("ab-test-rollout", "ABORTED", "Rollout.Cancelled", "ExecutionAborted")]
    [InlineData("ltv-batch-inference", "RUNNING", null, "TaskSubmitted")]
    [InlineData("image-labelling-sync", "RUNNING", null, "TaskSubmitted")]
    [InlineData("document-embedding-backfill", "PENDING_REDRIVE", "States.ExceedToleratedFailureThreshold", "MapRunFailed")]
    public async Task The_newest_executions_stand_as_the_catalogue_says(string machine, string status, string? error, string among)
    {
        var execution = await NewestAsync(machine);
        var events = await HistoryAsync((string)execution["executionArn"]!);

        Assert.Equal((status, error), ((string?)execution["status"], (string?)execution["error"]));
        Assert.Contains(among, events.Take(3).Select(each => (string?)each!["type"]));
        // Up the chain of previous events every event leads to the execution's beginning.
        var byId = events.ToDictionary(each => (long)each!["id"]!, each => each!);
        Assert.All(events, each => Assert.True((long)each!["previousEventId"]! == 0 || byId.ContainsKey((long)each["previousEventId"]!)));
    }

    [Fact]
    public async Task The_cause_of_a_failed_task_names_the_job_the_build_and_the_execution_behind_it()
    {
        var training = Cause(await NewestAsync("fraud-retrain-workflow"));
        var job = await _client.SageMakerAsync("DescribeTrainingJob", new { TrainingJobName = (string)training["TrainingJobName"]! });
        Assert.Equal((string?)training["FailureReason"], (string?)job["FailureReason"]);
        Assert.Contains("KeyError: 'merchant_category'", await JobLogAsync("TrainingJobs", (string)training["TrainingJobName"]!), StringComparison.Ordinal);

        var build = await BuildAsync((string)Cause(await NewestAsync("recsys-offline-eval"))["Build"]!["Id"]!);
        Assert.Equal("FAILED", (string?)build["buildStatus"]);

        var child = await _client.WorkflowAsync("DescribeExecution", new { executionArn = (string)Cause(await NewestAsync("forecast-orchestrator"))["ExecutionArn"]! });
        var processing = Cause(child);
        Assert.Equal("forecast-region-train", ((string)child["stateMachineArn"]!).Split(':')[^1]);
        Assert.Equal("Failed", (string?)processing["ProcessingJobStatus"]);
        Assert.Contains("ParserError", await JobLogAsync("ProcessingJobs", (string)processing["ProcessingJobName"]!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("churn-model-pipeline", "Succeeded", null, null)]
    [InlineData("fraud-model-pipeline", "Failed", "TrainModel", "ClientError: ClientError: Please use an instance type with more memory")]
    [InlineData("recommender-model-pipeline", "Failed", "PrepareData", "AlgorithmError")]
    [InlineData("demand-model-pipeline", "Executing", "TrainModel", null)]
    [InlineData("vision-defect-pipeline", "Executing", "TrainModel", null)]
    public async Task The_newest_model_pipeline_executions_stand_as_the_catalogue_says(string pipeline, string status, string? step, string? reason)
    {
        var execution = (await _client.SageMakerAsync("ListPipelineExecutions", new { PipelineName = pipeline }))["PipelineExecutionSummaries"]![0]!;
        var steps = (await _client.SageMakerAsync(
            "ListPipelineExecutionSteps", new { PipelineExecutionArn = (string)execution["PipelineExecutionArn"]! }))["PipelineExecutionSteps"]!;

        Assert.Equal(status, (string?)execution["PipelineExecutionStatus"]);
        if (step is null)
            return;
        Assert.Equal((step, status), ((string?)steps[0]!["StepName"], (string?)steps[0]!["StepStatus"]));
        Assert.Equal(reason is null, steps[0]!["FailureReason"] is null);
        Assert.StartsWith(reason ?? "", (string?)steps[0]!["FailureReason"] ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_knows_who_changed_a_failed_thing_last()
    {
        using var client = new SignedClient(fixture.Sandbox.Address) { Region = "eu-west-1" };
        var lookup = new { LookupAttributes = new[] { new { AttributeKey = "ResourceName", AttributeValue = "fraud-scorer-train" } } };

        var first = await LookupPatientlyAsync(client, lookup);
        var change = JsonNode.Parse((string)first["Events"]![0]!["CloudTrailEvent"]!)!;

        Assert.Equal("UpdatePipeline", (string?)change["eventName"]);
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/MlEngineer/maria", (string?)change["userIdentity"]!["arn"]);
    }

    [Fact]
    public async Task The_third_look_into_the_trail_within_a_second_is_throttled()
    {
        using var client = new SignedClient(fixture.Sandbox.Address) { Region = "us-east-1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.LookupEventsAsync()));

        Assert.Single(answers, answer => (string?)answer["__type"] == "ThrottlingException");
    }

    [Fact]
    public async Task A_filtered_page_of_log_events_can_be_empty_and_not_the_last()
    {
        var group = new { logGroupName = "/aws/codebuild/feature-store-checks", filterPattern = "\"basket_value_7d\" -PASSED" };

        var first = await _client.LogsAsync("FilterLogEvents", group);
        var found = 0;
        for (var page = first; ; page = await _client.LogsAsync("FilterLogEvents", new { group.logGroupName, group.filterPattern, nextToken = (string)page["nextToken"]! }))
        {
            found += page["events"]!.AsArray().Count;
            if (page["nextToken"] is null)
                break;
        }

        Assert.NotNull(first["nextToken"]);
        Assert.True(found >= 2);
    }

    [Fact]
    public async Task Each_new_service_can_be_denied_alone()
    {
        foreach (var (service, call) in new (string, Func<SignedClient, Task<JsonNode>>)[]
                 {
                     ("CODEBUILD", client => client.BuildAsync("ListProjects")), ("STEPFUNCTIONS", client => client.WorkflowAsync("ListStateMachines")),
                     ("SAGEMAKER", client => client.SageMakerAsync("ListPipelines")), ("LOGS", client => client.LogsAsync("DescribeLogGroups")),
                     ("CLOUDTRAIL", client => client.LookupEventsAsync()),
                 })
        {
            using var denied = new SignedClient(fixture.Sandbox.Address) { AccessKey = Protocol.AccessKeys.Denied + "_" + service };
            Assert.Equal("AccessDeniedException", (string?)(await call(denied))["__type"]);
        }
    }

    private static JsonNode FailedPhase(JsonNode build) =>
        build["phases"]!.AsArray().Single(phase => (string?)phase!["phaseStatus"] is "FAILED" or "FAULT" or "TIMED_OUT")!;

    private static JsonNode Cause(JsonNode execution) => JsonNode.Parse((string)execution["cause"]!)!;

    private static async Task<JsonNode> LookupPatientlyAsync(SignedClient client, object lookup)
    {
        while (true)
        {
            var answer = await client.LookupEventsAsync(lookup);
            if ((string?)answer["__type"] != "ThrottlingException")
                return answer;
            await Task.Delay(300);
        }
    }

    private async Task<JsonNode> BuildAsync(string id) => (await _client.BuildAsync("BatchGetBuilds", new { ids = new[] { id } }))["builds"]!.AsArray().Single()!;

    private async Task<JsonNode> NewestAsync(string machine)
    {
        var arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:" + machine;
        var list = await _client.WorkflowAsync("ListExecutions", new { stateMachineArn = arn, maxResults = 1 });
        return await _client.WorkflowAsync("DescribeExecution", new { executionArn = (string)list["executions"]![0]!["executionArn"]! });
    }

    private async Task<JsonArray> HistoryAsync(string executionArn) =>
        (await _client.WorkflowAsync("GetExecutionHistory", new { executionArn, reverseOrder = true, maxResults = 1000 }))["events"]!.AsArray();

    private async Task<string> JobLogAsync(string jobs, string job)
    {
        var logGroupName = "/aws/sagemaker/" + jobs;
        var streams = await _client.LogsAsync("DescribeLogStreams", new { logGroupName, logStreamNamePrefix = job + "/" });
        var logStreamName = (string)streams["logStreams"]!.AsArray().Single()!["logStreamName"]!;
        return (await _client.LogsAsync("GetLogEvents", new { logGroupName, logStreamName, limit = 10 }))["events"]!.ToJsonString(
            new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
