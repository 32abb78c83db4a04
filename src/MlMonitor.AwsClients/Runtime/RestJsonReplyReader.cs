using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads a reply in the REST-JSON protocol.</summary>
internal sealed class RestJsonReplyReader<TResponse>(ServiceDescription service, Func<RestReply, TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        read(new RestReply(context.ResponseData, BodyOf.Reply(context.Stream)));

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        service.CreateException(JsonErrorReader.Read(service, context, innerException, statusCode));
}
