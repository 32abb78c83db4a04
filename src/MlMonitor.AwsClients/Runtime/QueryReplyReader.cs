using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads a reply in the AWS Query protocol.</summary>
internal sealed class QueryReplyReader<TResponse>(ServiceDescription service, Func<XElement?, TResponse> read) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = XmlReading.Parse(BodyOf.Reply(context.Stream));
        var response = read(root);
        response.ResponseMetadata = new ResponseMetadata
        {
            RequestId = XmlReading.Text(XmlReading.Child(root, "ResponseMetadata"), "RequestId"),
        };
        return response;
    }

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        service.CreateException(XmlErrorReader.Read(context, innerException, statusCode));
}
