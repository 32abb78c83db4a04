using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A service that speaks REST-XML, as S3 alone does here: method, path and query name the operation, what is not a document
/// goes in headers. Operations answer whole replies.
/// </summary>
internal abstract class RestXmlService(string name, string signingName, XNamespace ns) : AwsService(name, signingName)
{
    private const string ContentType = "application/xml";

    private readonly Dictionary<string, Func<AwsCall, AwsReply>> _operations = [];

    public override AwsReply Run(AwsCall call)
    {
        if (!_operations.TryGetValue(call.Operation, out var operation))
            throw AwsError.NotImplemented();
        var reply = operation(call);
        return reply with { Headers = [.. reply.Headers, .. Identifiers(call.RequestId)] };
    }

    public override AwsReply Fail(AwsError error, string requestId)
    {
        var document = new XElement(
            "Error",
            new XElement("Code", error.XmlCode ?? error.QueryCode ?? error.Code),
            new XElement("Message", error.Message),
            error.Details.Select(detail => new XElement(detail.Name, detail.Value)),
            new XElement("RequestId", requestId),
            new XElement("HostId", HostId(requestId)));
        return new AwsReply(error.XmlStatus ?? error.QueryStatus ?? error.Status, ContentType, Bytes(document))
        {
            Headers = [.. error.Headers, .. Identifiers(requestId)],
        };
    }

    protected void Operation(string name, Func<AwsCall, AwsReply> run) => _operations.Add(name, run);

    /// <summary>A document; its elements are named plainly, the namespace is put on here.</summary>
    protected AwsReply Document(XElement body)
    {
        foreach (var element in body.DescendantsAndSelf())
            element.Name = ns + element.Name.LocalName;
        return new AwsReply(200, ContentType, Bytes(body));
    }

    /// <summary>A time as documents have it: to the millisecond, but whole seconds.</summary>
    protected static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, string Value)> Identifiers(string requestId) =>
        [("x-amz-request-id", requestId), ("x-amz-id-2", HostId(requestId))];

    private static string HostId(string requestId) => Convert.ToBase64String(Encoding.ASCII.GetBytes(requestId + "/sandbox"));

    private static byte[] Bytes(XElement body) => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body.ToString(SaveOptions.DisableFormatting));
}
