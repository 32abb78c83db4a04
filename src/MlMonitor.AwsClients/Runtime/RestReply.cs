using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>A REST reply, with its members in headers and body.</summary>
internal sealed class RestReply(IWebResponseData reply, ArraySegment<byte> body)
{
    public string? Header(string name) => reply.IsHeaderPresent(name) ? reply.GetHeaderValue(name) : null;

    /// <summary>The body as it is.</summary>
    public MemoryStream Payload() => new(body.Array ?? [], body.Offset, body.Count, writable: false, publiclyVisible: true);

    /// <summary>The body as JSON.</summary>
    public T Body<T>(JsonRead<T> read)
        where T : class, new()
        => JsonReading.Parse(body, read) ?? new T();
}
