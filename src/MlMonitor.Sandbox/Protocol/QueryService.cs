using System.Text;
using System.Xml.Linq;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A service that speaks AWS Query: a form names Action and Version, the answer is XML in the service's namespace.
/// Operations answer the elements inside the result.
/// </summary>
internal abstract class QueryService(string name, string version, XNamespace ns) : AwsService(name, name)
{
    private readonly Dictionary<string, Func<QueryCall, IEnumerable<XElement>>> _operations = [];

    public override string? OperationOf(AwsHttpRequest request) =>
        request.Form["Version"] == version ? request.Form["Action"] : null;

    public override AwsReply Run(AwsCall call)
    {
        if (!_operations.TryGetValue(call.Operation, out var operation))
            throw AwsError.UnknownOperation(call.Operation);

        var result = operation(new QueryCall(call, call.Request.Form)).ToList();
        return Reply(200, new XElement(
            call.Operation + "Response",
            result.Count == 0 ? null : new XElement(call.Operation + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", call.RequestId))));
    }

    public override AwsReply Fail(AwsError error, string requestId)
    {
        var status = error.QueryStatus ?? error.Status;
        return Reply(status, new XElement(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", status < 500 ? "Sender" : "Receiver"),
                new XElement("Code", error.QueryCode ?? error.Code),
                new XElement("Message", error.Message)),
            new XElement("RequestId", requestId)));
    }

    protected void Operation(string name, Func<QueryCall, IEnumerable<XElement>> run) => _operations.Add(name, run);

    private AwsReply Reply(int status, XElement body)
    {
        // Operations name elements plainly; the namespace is put on here, once.
        foreach (var element in body.DescendantsAndSelf())
            element.Name = ns + element.Name.LocalName;
        return new AwsReply(status, "text/xml", Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting)));
    }
}

/// <summary>A call of a Query service with its input.</summary>
internal sealed record QueryCall(AwsCall Call, QueryInput Input)
{
    public Platform.RegionPlatform Platform => Call.Platform;

    public string Region => Call.Region;
}
