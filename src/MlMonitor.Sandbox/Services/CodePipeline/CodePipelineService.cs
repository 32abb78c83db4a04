using MlMonitor.Sandbox.Platform.Pipelines;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CodePipeline;

/// <summary>https://docs.aws.amazon.com/codepipeline/latest/APIReference/</summary>
internal sealed class CodePipelineService : JsonService
{
    // AWS gives up to 1000 pipelines a page; pages of this size make a large account page.
    private const int PipelinesByDefault = 100;

    public CodePipelineService()
        : base("codepipeline", "codepipeline", "CodePipeline_20150709")
    {
        Operation("ListPipelines", ListPipelines);
        Operation("GetPipeline", GetPipeline);
        Operation("GetPipelineState", GetPipelineState);
        Operation("GetPipelineExecution", GetPipelineExecution);
        Operation("ListPipelineExecutions", ListPipelineExecutions);
        Operation("ListActionExecutions", ListActionExecutions);
    }

    public override string ResourceOf(AwsCall call) =>
        call.Platform.Arn("codepipeline", Peek(call, "name") ?? Peek(call, "pipelineName") ?? "*");

    private static object ListPipelines(JsonCall call)
    {
        var size = call.Input.OptionalInt("maxResults", 1, 1000) ?? PipelinesByDefault;
        var page = PageOf(call, call.Platform.Pipelines, "ListPipelines", size);
        return new
        {
            pipelines = page.Items.Select(pipeline => new
            {
                name = pipeline.Name,
                version = pipeline.Version,
                pipelineType = pipeline.Type,
                executionMode = pipeline.ExecutionMode,
                created = pipeline.Created,
                updated = pipeline.Updated,
            }),
            nextToken = page.NextToken,
        };
    }

    private static object GetPipeline(JsonCall call)
    {
        var pipeline = Find(call, "name");
        var version = call.Input.OptionalInt("version", 1, int.MaxValue) ?? pipeline.Version;
        if (version > pipeline.Version)
        {
            throw new AwsError(
                "PipelineVersionNotFoundException", $"Pipeline '{pipeline.Name}' does not have a version {version}");
        }

        return PipelineViews.Declaration(pipeline, version);
    }

    private static object GetPipelineState(JsonCall call) => PipelineViews.State(Find(call, "name"));

    private static object GetPipelineExecution(JsonCall call)
    {
        var pipeline = Find(call, "pipelineName");
        return ExecutionViews.Execution(pipeline, FindRun(pipeline, call.Input.RequiredString("pipelineExecutionId")));
    }

    private static object ListPipelineExecutions(JsonCall call)
    {
        var pipeline = Find(call, "pipelineName");
        var size = call.Input.OptionalInt("maxResults", 1, 100) ?? 100;
        var stageName = call.Input.Structure("filter")?.Structure("succeededInStage")?.OptionalString("stageName", 100);
        var stage = stageName is null ? null : pipeline.Stages.FirstOrDefault(each => each.Name == stageName)
            ?? throw new AwsError("ValidationException", $"The pipeline does not have a stage named '{stageName}'");
        var runs = pipeline.Runs.Where(run => stage is null || run.StatusOf(stage) == "Succeeded").ToList();

        var page = PageOf(call, runs, $"ListPipelineExecutions/{pipeline.Name}/{stageName}", size);
        return new
        {
            pipelineExecutionSummaries = page.Items.Select(run => ExecutionViews.Summary(pipeline, run)),
            nextToken = page.NextToken,
        };
    }

    private static object ListActionExecutions(JsonCall call)
    {
        var pipeline = Find(call, "pipelineName");
        var size = call.Input.OptionalInt("maxResults", 1, 100) ?? 100;
        var filter = call.Input.Structure("filter");
        var latest = filter?.Structure("latestInPipelineExecution");
        var id = filter?.OptionalString("pipelineExecutionId")
            ?? latest?.RequiredString("pipelineExecutionId");
        if (latest?.RequiredString("startTimeRange") is { } range and not ("LATEST" or "ALL"))
            throw latest.Invalid(range, "startTimeRange", "Member must satisfy enum value set: [ALL, LATEST]");

        var runs = id is null ? pipeline.Runs : [FindRun(pipeline, id)];
        var actions = runs.SelectMany(run => run.Actions.Reverse().Select(action => (Run: run, Action: action))).ToList();
        var page = PageOf(call, actions, $"ListActionExecutions/{pipeline.Name}/{id}", size);
        return new
        {
            actionExecutionDetails = page.Items.Select(item => ExecutionViews.Action(pipeline, item.Run, item.Action)),
            nextToken = page.NextToken,
        };
    }

    private static Pipeline Find(JsonCall call, string member)
    {
        var name = call.Input.RequiredString(member, 100);
        return call.Platform.Pipelines.FirstOrDefault(pipeline => pipeline.Name == name) ?? throw new AwsError(
            "PipelineNotFoundException",
            $"Account '{Platform.SamplePlatform.Account}' does not have a pipeline with name '{name}'");
    }

    private static PipelineRun FindRun(Pipeline pipeline, string id) =>
        pipeline.Runs.FirstOrDefault(run => run.Id == id) ?? throw new AwsError(
            "PipelineExecutionNotFoundException",
            $"Pipeline '{pipeline.Name}' does not have an execution with id '{id}'");

    private static Page<T> PageOf<T>(JsonCall call, IReadOnlyList<T> all, string listing, int size) => Page.Of(
        all,
        $"{call.Region}/{listing}",
        call.Input.OptionalString("nextToken", 2048),
        size,
        () => new AwsError("InvalidNextTokenException", "The next token was specified in an invalid format."));
}
