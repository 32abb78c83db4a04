namespace MlMonitor.AwsClients.Runtime;

/// <summary>Gets at the bytes of a body.</summary>
internal static class BodyOf
{
    public static ArraySegment<byte> Reply(Stream stream)
    {
        // The SDK wraps the buffered body in streams of its own, for logs and checksums.
        var body = new MemoryStream();
        stream.CopyTo(body);
        return body.TryGetBuffer(out var bytes) ? bytes : default;
    }
}
