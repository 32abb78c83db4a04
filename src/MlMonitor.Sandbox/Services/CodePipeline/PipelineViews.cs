using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Pipelines;

namespace MlMonitor.Sandbox.Services.CodePipeline;

/// <summary>A pipeline as GetPipeline and GetPipelineState show it.</summary>
internal static class PipelineViews
{
    public static object Declaration(Pipeline pipeline, int version) => new
    {
        pipeline = new
        {
            name = pipeline.Name,
            roleArn = RoleArn(pipeline),
            artifactStore = new { type = "S3", location = pipeline.ArtifactBucket },
            stages = pipeline.Stages.Select(stage => new
            {
                name = stage.Name,
                actions = stage.Actions.Select((action, index) => new
                {
                    name = action.Name,
                    actionTypeId = TypeOf(action),
                    runOrder = index + 1,
                    configuration = action.Configuration,
                    inputArtifacts = Artifacts(action.Input),
                    outputArtifacts = Artifacts(action.Output),
                    region = pipeline.Home.Region,
                }),
            }),
            version,
            executionMode = pipeline.ExecutionMode,
            pipelineType = pipeline.Type,
        },
        metadata = new { pipelineArn = pipeline.Arn, created = pipeline.Created, updated = pipeline.Updated },
    };

    /// <summary>
    /// The state is by stage and by action: each shows the latest run that came to it, so that an action further down may
    /// show an older run than the one in progress.
    /// </summary>
    public static object State(Pipeline pipeline) => new
    {
        pipelineName = pipeline.Name,
        pipelineVersion = pipeline.Version,
        stageStates = pipeline.Stages.Select((stage, index) => new
        {
            stageName = stage.Name,
            inboundExecution = Inbound(pipeline, stage),
            inboundExecutions = Inbound(pipeline, stage) is { } waiting ? [waiting] : Array.Empty<object>(),
            inboundTransitionState = index == 0 ? null : Transition(pipeline, stage),
            actionStates = stage.Actions.Select(action => ActionState(pipeline, action)),
            latestExecution = LatestOf(pipeline, stage),
        }),
        created = pipeline.Created,
        updated = pipeline.Updated,
    };

    public static object TypeOf(PipelineAction action) => new
    {
        category = action.Category,
        owner = "AWS",
        provider = action.Provider,
        version = "1",
    };

    public static string RoleArn(Pipeline pipeline) =>
        $"arn:{pipeline.Home.Partition}:iam::{SamplePlatform.Account}:role/{pipeline.Name}-role";

    private static object[] Artifacts(string? name) => name is null ? [] : [new { name }];

    private static object? Inbound(Pipeline pipeline, Stage stage) =>
        pipeline.Runs.FirstOrDefault(run => run.Status == "InProgress" && run.WaitingFor == stage.Name) is { } run
            ? Execution(run.Id, "InProgress")
            : null;

    private static object Transition(Pipeline pipeline, Stage stage) => pipeline.Disabled is { } disabled && disabled.Stage == stage.Name
        ? new { enabled = false, lastChangedBy = (string?)disabled.By, lastChangedAt = (DateTimeOffset?)disabled.At, disabledReason = (string?)disabled.Reason }
        : new { enabled = true, lastChangedBy = (string?)null, lastChangedAt = (DateTimeOffset?)null, disabledReason = (string?)null };

    private static object? LatestOf(Pipeline pipeline, Stage stage) => pipeline.Runs
        .Select(run => (run.Id, Status: run.StatusOf(stage)))
        .Where(run => run.Status is not null)
        .Select(run => Execution(run.Id, run.Status!))
        .FirstOrDefault();

    private static object Execution(string id, string status) => new { pipelineExecutionId = id, status, type = "STANDARD" };

    private static object ActionState(Pipeline pipeline, PipelineAction action)
    {
        var (run, latest) = pipeline.Runs
            .Select(run => (Run: run, Action: run.Actions.FirstOrDefault(each => each.Action == action.Name)))
            .FirstOrDefault(pair => pair.Action is not null);
        var revision = action.Category == "Source" ? run?.Revision : null;
        return new
        {
            actionName = action.Name,
            currentRevision = revision is null ? null : new
            {
                revisionId = revision.Id,
                revisionChangeId = revision.Id[..7],
                created = revision.Created,
            },
            latestExecution = latest is null ? null : Latest(latest),
            entityUrl = EntityUrl(pipeline, action),
            revisionUrl = revision?.Url,
        };
    }

    private static object Latest(ActionRun action) => new
    {
        actionExecutionId = action.Id,
        status = action.Status,
        summary = action.Summary,
        lastStatusChange = action.LastUpdate,
        token = action.Token,
        lastUpdatedBy = action.UpdatedBy,
        externalExecutionId = action.External?.Id,
        externalExecutionUrl = action.External?.Url,
        percentComplete = action.PercentComplete,
        errorDetails = ErrorOf(action),
        logStreamARN = action.External?.LogStreamArn,
    };

    public static object? ErrorOf(ActionRun action) =>
        action.Error is { } error ? new { code = error.Code, message = error.Message } : null;

    private static string? EntityUrl(Pipeline pipeline, PipelineAction action)
    {
        var (region, configuration) = (pipeline.Home.Region, action.Configuration);
        var console = $"https://{region}.console.aws.amazon.com";
        return action.Provider switch
        {
            "CodeBuild" => $"{console}/codebuild/home?region={region}#/projects/{configuration["ProjectName"]}/view",
            "CloudFormation" => $"{console}/cloudformation/home?region={region}#/stacks?filteringText={configuration["StackName"]}",
            "StepFunctions" => $"{console}/states/home?region={region}#/statemachines/view/{configuration["StateMachineArn"]}",
            "S3" => $"{console}/s3/buckets/{configuration["S3Bucket"]}?region={region}",
            "CodeStarSourceConnection" => $"https://github.com/{configuration["FullRepositoryId"]}/tree/{configuration["BranchName"]}",
            _ => null,
        };
    }
}
