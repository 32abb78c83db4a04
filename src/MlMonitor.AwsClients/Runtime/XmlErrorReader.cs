using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads the errors of the Query protocol. The body may be anything, as in <see cref="JsonErrorReader"/>.</summary>
internal static class XmlErrorReader
{
    public static ServiceError Read(XmlUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var root = ParseIfPossible(context.Stream);
        var error = XmlReading.Child(root, "Error");
        var code = XmlReading.Text(error, "Code");
        return new ServiceError
        {
            Code = code,
            ReportedCode = code,
            Message = XmlReading.Text(error, "Message") ?? ServiceError.Describe(code, status),
            Type = XmlReading.Text(error, "Type") switch
            {
                "Sender" => ErrorType.Sender,
                "Receiver" => ErrorType.Receiver,
                _ => ErrorType.Unknown,
            },
            RequestId = XmlReading.Text(root, "RequestId") ?? context.ResponseData.GetHeaderValue(HeaderKeys.RequestIdHeader),
            Status = status,
            Inner = inner,
        };
    }

    private static XElement? ParseIfPossible(Stream stream)
    {
        try
        {
            return XmlReading.Parse(BodyOf.Reply(stream));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
