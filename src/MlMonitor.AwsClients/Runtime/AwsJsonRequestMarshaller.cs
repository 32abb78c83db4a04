using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Writes a request in the AWS JSON protocol.</summary>
internal sealed class AwsJsonRequestMarshaller<TRequest>(ServiceDescription service, string operation, Action<Utf8JsonWriter, TRequest> write)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    /// <inheritdoc/>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonWriting.ToBytes((TRequest)input, write),
        };
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}";
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-" + service.JsonVersion;
        request.Headers[HeaderKeys.XAmzApiVersion] = service.ApiVersion;
        if (service.IsQueryCompatible)
        {
            request.Headers[HeaderKeys.XAmzQueryMode] = "true";
        }

        return request;
    }
}
