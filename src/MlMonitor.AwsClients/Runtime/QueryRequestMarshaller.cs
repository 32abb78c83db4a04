using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Writes a request in the AWS Query protocol; the SDK encodes the parameters as a form.</summary>
internal sealed class QueryRequestMarshaller<TRequest>(ServiceDescription service, string operation, Action<QueryWriter, string, TRequest> write)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    /// <inheritdoc/>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceName) { HttpMethod = "POST" };
        request.ParameterCollection.Add("Action", operation);
        request.ParameterCollection.Add("Version", service.ApiVersion);
        write(new QueryWriter(request.ParameterCollection), "", (TRequest)input);
        return request;
    }
}
