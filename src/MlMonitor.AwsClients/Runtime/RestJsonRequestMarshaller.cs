using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Writes a request in the REST-JSON protocol.</summary>
internal sealed class RestJsonRequestMarshaller<TRequest>(ServiceDescription service, string method, string path, Action<IRequest, TRequest> write)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    /// <inheritdoc/>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceName) { HttpMethod = method, ResourcePath = path };
        request.Headers[HeaderKeys.XAmzApiVersion] = service.ApiVersion;
        write(request, (TRequest)input);
        return request;
    }
}
