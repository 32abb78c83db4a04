using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads a reply in the AWS Query protocol.</summary>
internal sealed class QueryReplyReader<TResponse>(ServiceDescription service, Func<XElement?, TResponse> read) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = Parse(context);
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

    /// <summary>The SDK's base class does this for JSON only.</summary>
    private static XElement? Parse(XmlUnmarshallerContext context)
    {
        try
        {
            return XmlReading.Parse(BodyOf.Reply(context.Stream));
        }
        catch (XmlException exception)
        {
            var reply = context.ResponseData;
            throw new AmazonUnmarshallingException(reply.GetHeaderValue(HeaderKeys.RequestIdHeader), null, exception, reply.StatusCode);
        }
    }
}
