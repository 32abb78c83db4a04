using MlMonitor.Sandbox.Platform.Pipelines;

namespace MlMonitor.Sandbox.Services.CodePipeline;

/// <summary>Runs as GetPipelineExecution, ListPipelineExecutions and ListActionExecutions show them.</summary>
internal static class ExecutionViews
{
    public static object Execution(Pipeline pipeline, PipelineRun run) => new
    {
        pipelineExecution = new
        {
            pipelineName = pipeline.Name,
            pipelineVersion = pipeline.Version,
            pipelineExecutionId = run.Id,
            status = run.Status,
            statusSummary = run.StatusSummary,
            artifactRevisions = run.Revision is not { } revision ? [] : new[]
            {
                new
                {
                    name = "SourceOutput",
                    revisionId = revision.Id,
                    revisionSummary = revision.Summary,
                    created = revision.Created,
                    revisionUrl = revision.Url,
                },
            },
            trigger = Trigger(run),
            executionMode = pipeline.ExecutionMode,
            executionType = "STANDARD",
        },
    };

    public static object Summary(Pipeline pipeline, PipelineRun run) => new
    {
        pipelineExecutionId = run.Id,
        status = run.Status,
        statusSummary = run.StatusSummary,
        startTime = run.Start,
        lastUpdateTime = run.LastUpdate,
        sourceRevisions = run.Revision is not { } revision ? [] : new[]
        {
            new
            {
                actionName = revision.Action,
                revisionId = revision.Id,
                revisionSummary = revision.Summary,
                revisionUrl = revision.Url,
            },
        },
        trigger = Trigger(run),
        stopTrigger = run.StopReason is null ? null : new { reason = run.StopReason },
        executionMode = pipeline.ExecutionMode,
        executionType = "STANDARD",
    };

    public static object Action(Pipeline pipeline, PipelineRun run, ActionRun action)
    {
        var declared = pipeline.StageOf(action.Action).Actions.First(each => each.Name == action.Action);
        return new
        {
            pipelineExecutionId = run.Id,
            actionExecutionId = action.Id,
            pipelineVersion = pipeline.Version,
            stageName = action.Stage,
            actionName = action.Action,
            startTime = action.Start,
            lastUpdateTime = action.LastUpdate,
            updatedBy = action.UpdatedBy,
            status = action.Status,
            input = new
            {
                actionTypeId = PipelineViews.TypeOf(declared),
                configuration = declared.Configuration,
                resolvedConfiguration = declared.Configuration,
                region = pipeline.Home.Region,
                inputArtifacts = Artifacts(pipeline, run, declared.Input),
            },
            output = new
            {
                outputArtifacts = Artifacts(pipeline, run, action.Status == "Succeeded" ? declared.Output : null),
                executionResult = new
                {
                    externalExecutionId = action.External?.Id,
                    externalExecutionSummary = action.Summary,
                    externalExecutionUrl = action.External?.Url,
                    errorDetails = PipelineViews.ErrorOf(action),
                    logStreamARN = action.External?.LogStreamArn,
                },
            },
        };
    }

    private static object Trigger(PipelineRun run) => new { triggerType = run.Trigger.Type, triggerDetail = run.Trigger.Detail };

    private static object[] Artifacts(Pipeline pipeline, PipelineRun run, string? name) => name is null ? [] :
    [
        new
        {
            name,
            s3location = new { bucket = pipeline.ArtifactBucket, key = $"{pipeline.Name}/{name}/{run.Id[..7]}.zip" },
        },
    ];
}
