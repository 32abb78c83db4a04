using System.Text;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>What the loopback server is to answer.</summary>
internal sealed record Reply(int Status, string Body, params (string Name, string Value)[] Headers)
{
    /// <summary>The bytes to promise in Content-Length beyond those sent, after which the server says no more.</summary>
    public int MissingBytes { get; init; }

    /// <summary>Whether the server takes the request and says nothing at all.</summary>
    public bool IsSilent { get; init; }

    public static Reply Json(string body, int status = 200, params (string Name, string Value)[] headers) =>
        new(status, body, [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", "request-1"), .. headers]);

    public static Reply Xml(string body, int status = 200) => new(status, body, ("Content-Type", "text/xml"));

    public byte[] ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder($"HTTP/1.1 {Status} Status\r\nContent-Length: {body.Length + MissingBytes}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
