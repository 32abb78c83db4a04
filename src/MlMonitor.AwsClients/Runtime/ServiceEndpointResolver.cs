using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>The step of the SDK's pipeline that gives a request its host.</summary>
internal sealed class ServiceEndpointResolver : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        new ServiceEndpointParameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}
