using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>
/// Search: whole records, a hundred a call, of training and tuning jobs, endpoints and models. Other resources can be asked for and
/// are not found.
/// </summary>
internal static class ResourceSearch
{
    private static readonly string[] Resources =
    [
        "TrainingJob", "Experiment", "ExperimentTrial", "ExperimentTrialComponent", "Endpoint", "Model", "ModelPackage", "ModelPackageGroup",
        "Pipeline", "PipelineExecution", "FeatureGroup", "FeatureMetadata", "Image", "ImageVersion", "Project", "HyperParameterTuningJob",
        "ModelCard", "PipelineVersion",
    ];

    private static readonly SearchIndex<Endpoint> Endpoints = new("Endpoint", EndpointProperty, endpoint => new { Endpoint = EndpointViews.Endpoint(endpoint, record: true) });

    private static readonly SearchIndex<(EndpointModel Model, Endpoint Of)> Models =
        new("Model", ModelProperty, each => new { Model = ModelViews.Dashboard(each.Model, each.Of) });

    public static object Search(JsonCall call)
    {
        var resource = call.Input.OptionalEnum("Resource", Resources) ?? throw call.Input.Invalid(null, "Resource", "Member must not be null");
        return resource switch
        {
            "Endpoint" => Endpoints.Search(call, call.Platform.Endpoints.All),
            "Model" => Models.Search(call, call.Platform.Endpoints.Models),
            _ => JobSearch.Of(resource).Search(call, call.Platform.Jobs.All.Where(
                job => job.Type is JobType.Training or JobType.HyperParameterTuning && job.Type + "Job" == resource)),
        };
    }

    private static Func<Endpoint, object?>? EndpointProperty(string name) => name switch
    {
        "EndpointName" => endpoint => endpoint.Name,
        "EndpointArn" => endpoint => endpoint.Arn,
        "EndpointConfigName" => endpoint => endpoint.Config.Name,
        "EndpointStatus" => endpoint => endpoint.Status,
        "FailureReason" => endpoint => endpoint.FailureReason,
        "CreationTime" => endpoint => endpoint.Created,
        "LastModifiedTime" => endpoint => endpoint.LastModified,
        _ => Tag(name) is { } tag ? endpoint => endpoint.Tags.GetValueOrDefault(tag) : null,
    };

    private static Func<(EndpointModel Model, Endpoint Of), object?>? ModelProperty(string name) => name switch
    {
        "ModelName" => each => each.Model.Name,
        "ModelArn" => each => ModelViews.ArnOf(each.Model, each.Of),
        "ExecutionRoleArn" => each => ModelViews.RoleArn(each.Of),
        // A model never changes.
        "CreationTime" or "LastModifiedTime" => each => each.Model.Created,
        _ => Tag(name) is { } tag ? each => each.Of.Tags.GetValueOrDefault(tag) : null,
    };

    private static string? Tag(string name) => name.StartsWith("Tags.", StringComparison.Ordinal) ? name["Tags.".Length..] : null;
}
