using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>The models behind endpoints, as SageMaker describes them.</summary>
internal static class ModelViews
{
    public static object Summary(EndpointModel model, Endpoint of) => new
    {
        ModelName = model.Name,
        ModelArn = ArnOf(model, of),
        CreationTime = model.Created,
    };

    /// <summary>A model; a record of Search has its tags too. One value of its environment is a secret, as careless teams pass them.</summary>
    public static object Model(EndpointModel model, Endpoint of, bool tags = false) => new
    {
        ModelName = model.Name,
        PrimaryContainer = model.Containers.Count == 1 ? Container(model, of, null) : null,
        Containers = model.Containers.Count > 1 ? model.Containers.Select(container => Container(model, of, container)) : null,
        InferenceExecutionConfig = model.Containers.Count > 1 ? new { Mode = "Serial" } : null,
        ExecutionRoleArn = RoleArn(of),
        CreationTime = model.Created,
        ModelArn = ArnOf(model, of),
        EnableNetworkIsolation = false,
        Tags = tags ? EndpointViews.Tags(of) : null,
    };

    /// <summary>A model with the endpoints it serves, as the model dashboard shows it.</summary>
    public static object Dashboard(EndpointModel model, Endpoint of) => new
    {
        Model = Model(model, of, tags: true),
        Endpoints = Serves(model, of) ? new[] { EndpointViews.Summary(of) } : [],
    };

    public static object DeployedImage(Endpoint endpoint, EndpointModel model, string container)
    {
        var image = Image(endpoint, container);
        return new
        {
            SpecifiedImage = image,
            ResolvedImage = $"{image[..image.LastIndexOf(':')]}@sha256:{new Dice(endpoint.Home.Seed, $"{model.Name}/{container}").Hex(64)}",
            ResolutionTime = model.Created + TimeSpan.FromMinutes(30),
        };
    }

    public static string RoleArn(Endpoint endpoint) => $"arn:{endpoint.Home.Partition}:iam::{SamplePlatform.Account}:role/ml-endpoint-role";

    public static string ArnOf(EndpointModel model, Endpoint of) => of.Home.Arn("sagemaker", "model/" + model.Name);

    private static bool Serves(EndpointModel model, Endpoint of) =>
        of.Variants.Any(variant => variant.Model?.Name == model.Name) || of.Components.Any(component => component.Model.Name == model.Name);

    private static object Container(EndpointModel model, Endpoint of, string? name) => new
    {
        ContainerHostname = name,
        Image = Image(of, name ?? model.Containers[0]),
        Mode = model.IsMulti ? "MultiModel" : "SingleModel",
        ModelDataUrl = $"s3://sagemaker-{of.Home.Region}-{SamplePlatform.Account}/{model.Name}/{(model.IsMulti ? "" : "output/model.tar.gz")}",
        Environment = new Dictionary<string, string>
        {
            ["SAGEMAKER_PROGRAM"] = "serve.py",
            ["FEATURE_STORE_TOKEN"] = "sandbox-secret-value-5",
        },
    };

    private static string Image(Endpoint endpoint, string container) =>
        $"{SamplePlatform.Account}.dkr.ecr.{endpoint.Home.Region}.amazonaws.com/ml-serving-{container}:2.4";
}
