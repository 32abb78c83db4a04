using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>The operations about endpoints.</summary>
internal static class EndpointOperations
{
    public static object Endpoint(JsonCall call)
    {
        var name = call.Input.RequiredString("EndpointName", 63);
        return call.Platform.Endpoints.Find(name) is { } endpoint ? EndpointViews.Endpoint(endpoint) : throw Missing(call, "endpoint", "endpoint", name);
    }

    public static object Config(JsonCall call)
    {
        var name = call.Input.RequiredString("EndpointConfigName", 63);
        return call.Platform.Endpoints.FindConfig(name) is var (config, of)
            ? EndpointViews.Config(config, of)
            : throw Missing(call, "endpoint configuration", "endpoint-config", name);
    }

    public static object Component(JsonCall call)
    {
        var name = call.Input.RequiredString("InferenceComponentName", 63);
        return call.Platform.Endpoints.FindComponent(name) is var (component, of)
            ? ComponentViews.Component(component, of)
            : throw Missing(call, "inference component", "inference-component", name);
    }

    public static object Model(JsonCall call)
    {
        var name = call.Input.RequiredString("ModelName", 63);
        return call.Platform.Endpoints.FindModel(name) is var (model, of) ? ModelViews.Model(model, of) : throw Missing(call, "model", "model", name);
    }

    // SageMaker says so of endpoints and their parts, and names the ARN.
    private static AwsError Missing(JsonCall call, string what, string kind, string name) =>
        new("ValidationException", $"Could not find {what} \"{call.Platform.Arn("sagemaker", $"{kind}/{name}")}\".");
}
