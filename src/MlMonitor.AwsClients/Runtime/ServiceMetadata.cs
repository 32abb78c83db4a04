using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>The names under which the SDK reports a service's calls.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    /// <inheritdoc/>
    public string ServiceId { get; } = serviceId;

    /// <inheritdoc/>
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);
}
