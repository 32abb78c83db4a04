using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads a reply in the AWS JSON protocol.</summary>
internal sealed class AwsJsonReplyReader<TResponse>(ServiceDescription service, JsonRead<TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        JsonReading.Parse(BodyOf.Reply(context.Stream), read) ?? new TResponse();

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        service.CreateException(JsonErrorReader.Read(service, context, innerException, statusCode));
}
