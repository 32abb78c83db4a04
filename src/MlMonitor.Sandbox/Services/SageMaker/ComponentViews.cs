using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Inference components as SageMaker describes them.</summary>
internal static class ComponentViews
{
    public static object Summary(InferenceComponent component, Endpoint of) => new
    {
        CreationTime = component.Created,
        InferenceComponentArn = ArnOf(component, of),
        InferenceComponentName = component.Name,
        EndpointArn = of.Arn,
        EndpointName = of.Name,
        VariantName = component.Variant,
        InferenceComponentStatus = component.Status,
        LastModifiedTime = LastModified(component),
    };

    public static object Component(InferenceComponent component, Endpoint of) => new
    {
        InferenceComponentName = component.Name,
        InferenceComponentArn = ArnOf(component, of),
        EndpointName = of.Name,
        EndpointArn = of.Arn,
        VariantName = component.Variant,
        component.FailureReason,
        Specification = new
        {
            ModelName = component.Model.Name,
            Container = new { DeployedImage = ModelViews.DeployedImage(of, component.Model, component.Model.Containers[0]) },
            ComputeResourceRequirements = new { NumberOfAcceleratorDevicesRequired = 1.0, MinMemoryRequiredInMb = 8192 },
        },
        RuntimeConfig = new { DesiredCopyCount = component.Desired, CurrentCopyCount = component.Current },
        CreationTime = component.Created,
        LastModifiedTime = LastModified(component),
        InferenceComponentStatus = component.Status,
    };

    public static DateTimeOffset LastModified(InferenceComponent component) => component.Created + TimeSpan.FromMinutes(12);

    private static string ArnOf(InferenceComponent component, Endpoint of) => of.Home.Arn("sagemaker", "inference-component/" + component.Name);
}
