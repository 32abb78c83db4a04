using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Platform.ModelPipelines;
using MlMonitor.Sandbox.Platform.Pipelines;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>https://docs.aws.amazon.com/sagemaker/latest/APIReference/</summary>
internal sealed class SageMakerService : JsonService
{
    // The lists of jobs share one limit an account and region, and not one that can be raised.
    private const int JobListsASecond = 2;

    private readonly RateLimit _jobLists = new(JobListsASecond);

    public SageMakerService()
        : base("sagemaker", "sagemaker", "SageMaker")
    {
        Operation("ListPipelines", ListPipelines);
        Operation("DescribePipeline", call => ModelPipelineViews.Pipeline(FindPipeline(call)));
        Operation("ListPipelineExecutions", ListPipelineExecutions);
        Operation("DescribePipelineExecution", call => ModelPipelineViews.Execution(FindExecution(call)));
        Operation("ListPipelineExecutionSteps", ListPipelineExecutionSteps);
        Operation("ListPipelineParametersForExecution", ListPipelineParametersForExecution);
        Operation("DescribeTrainingJob", call => JobViews.Training(FindJob(call, JobType.Training)));
        Operation("DescribeProcessingJob", call => MonitoringOperations.ProcessingJob(call) ?? JobViews.Processing(FindJob(call, JobType.Processing)));
        Operation("CreateProcessingJob", ProcessingOperations.Create);
        Operation("DescribeTransformJob", call => JobViews.Transform(FindJob(call, JobType.Transform)));
        Operation("DescribeHyperParameterTuningJob", call => TuningViews.Job(FindJob(call, JobType.HyperParameterTuning)));
        Operation("DescribeLabelingJob", call => PeopleViews.Labeling(FindJob(call, JobType.Labeling)));
        Operation("DescribeAutoMLJobV2", call => PeopleViews.AutoMl(FindJob(call, JobType.AutoML)));
        foreach (var type in Enum.GetValues<JobType>())
            Operation($"List{type}Jobs", call => Throttled(call, () => JobListings.List(call, type)));
        Operation(
            "ListTrainingJobsForHyperParameterTuningJob", call => JobListings.Trials(call, FindJob(call, JobType.HyperParameterTuning)));
        Operation("ListTags", ListTags);
        Operation("Search", ResourceSearch.Search);
        Operation("ListEndpoints", EndpointListings.Endpoints);
        Operation("DescribeEndpoint", EndpointOperations.Endpoint);
        Operation("ListEndpointConfigs", EndpointListings.Configs);
        Operation("DescribeEndpointConfig", EndpointOperations.Config);
        Operation("ListInferenceComponents", EndpointListings.Components);
        Operation("DescribeInferenceComponent", EndpointOperations.Component);
        Operation("ListModels", EndpointListings.Models);
        Operation("DescribeModel", EndpointOperations.Model);
        MonitoringOperations.Register(Operation);
    }

    public override string ResourceOf(AwsCall call) => Peek(call, "PipelineExecutionArn")
        ?? Peek(call, "ResourceArn")
        ?? (Peek(call, "PipelineName") is { } name ? call.Platform.Arn("sagemaker", "pipeline/" + name) : base.ResourceOf(call));

    private static object ListPipelines(JsonCall call)
    {
        var input = call.Input;
        var prefix = input.OptionalString("PipelineNamePrefix", 256) ?? "";
        var (after, before) = (input.OptionalTime("CreatedAfter"), input.OptionalTime("CreatedBefore"));
        var by = input.OptionalEnum("SortBy", "Name", "CreationTime");
        var chosen = call.Platform.ModelPipelines.All
            .Where(pipeline => pipeline.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(pipeline => !(pipeline.Created <= after) && !(pipeline.Created >= before));
        var sorted = by == "Name"
            ? chosen.OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal).ToList()
            : chosen.OrderBy(pipeline => pipeline.Created).ToList();
        var page = Paging.Of(call, sorted, FormattableString.Invariant($"ListPipelines/{prefix}/{by}/{after:O}/{before:O}"));
        return new { PipelineSummaries = page.Items.Select(ModelPipelineViews.Summary), page.NextToken };
    }

    private static object ListPipelineExecutions(JsonCall call)
    {
        var pipeline = FindPipeline(call);
        var (after, before) = (call.Input.OptionalTime("CreatedAfter"), call.Input.OptionalTime("CreatedBefore"));
        var by = call.Input.OptionalEnum("SortBy", "CreationTime", "PipelineExecutionArn");
        var chosen = pipeline.Executions.Where(execution => !(execution.Start <= after) && !(execution.Start >= before));
        var sorted = by == "PipelineExecutionArn"
            ? chosen.OrderBy(execution => execution.Arn, StringComparer.Ordinal).ToList()
            : chosen.OrderBy(execution => execution.Start).ToList();
        var page = Paging.Of(call, sorted, FormattableString.Invariant($"ListPipelineExecutions/{pipeline.Name}/{by}/{after:O}/{before:O}"));
        return new { PipelineExecutionSummaries = page.Items.Select(ModelPipelineViews.ExecutionSummary), page.NextToken };
    }

    private static object ListPipelineExecutionSteps(JsonCall call)
    {
        var execution = FindExecution(call);
        var page = Paging.Of(call, execution.Steps.ToList(), "ListPipelineExecutionSteps/" + execution.Arn);
        return new { PipelineExecutionSteps = page.Items.Select(step => ModelPipelineViews.Step(execution, step)), page.NextToken };
    }

    private static object ListPipelineParametersForExecution(JsonCall call)
    {
        var execution = FindExecution(call);
        var page = Paging.Of(call, ModelPipelineViews.Parameters(execution), "ListPipelineParametersForExecution/" + execution.Arn, "Ascending");
        return new { PipelineParameters = page.Items, page.NextToken };
    }

    private static ModelPipeline FindPipeline(JsonCall call)
    {
        var name = call.Input.RequiredString("PipelineName", 2048);
        return call.Platform.ModelPipelines.Find(name) ?? throw new AwsError(
            "ResourceNotFound", $"Pipeline '{call.Platform.Arn("sagemaker", "pipeline/" + name)}' does not exist.");
    }

    private static PipelineExecution FindExecution(JsonCall call)
    {
        var arn = call.Input.RequiredString("PipelineExecutionArn", 2048);
        return call.Platform.ModelPipelines.FindExecution(arn)
            ?? throw new AwsError("ResourceNotFound", $"Pipeline execution with arn '{arn}' does not exist.");
    }

    // SageMaker says so of jobs: not ResourceNotFound, as its model would have it.
    private static Job FindJob(JsonCall call, JobType type)
    {
        var name = call.Input.RequiredString($"{type}JobName", 63);
        return call.Platform.Jobs.Find(type, name) ?? throw new AwsError(
            "ValidationException",
            type is JobType.Training or JobType.HyperParameterTuning ? "Requested resource not found." : $"Could not find requested job with name: {name}");
    }

    private static object ListTags(JsonCall call)
    {
        var arn = call.Input.RequiredString("ResourceArn", 256);
        if (call.Platform.Jobs.Find(arn) is { } job)
            return new { Tags = JobViews.Tags(job) };
        if (call.Platform.Endpoints.FindTagged(arn) is { } endpoint)
            return new { Tags = EndpointViews.Tags(endpoint) };
        return call.Platform.ModelPipelines.All.FirstOrDefault(each => each.Arn == arn) is { } pipeline
            ? new { Tags = PipelineLabels.Of(pipeline.Name).Select(tag => new { tag.Key, tag.Value }) }
            : throw new AwsError("ValidationException", "Could not find the resource with ARN " + arn);
    }

    private object Throttled(JsonCall call, Func<object> list) =>
        _jobLists.Take(call.Region) ? list() : throw AwsError.Throttled();
}
