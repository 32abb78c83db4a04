using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>JSON in and out, as every protocol with it has it.</summary>
internal static class JsonBody
{
    public static JsonObject Read(AwsCall call)
    {
        try
        {
            var body = call.Request.Headers.ContentEncoding == "gzip" ? Unzip(call.Request.Body) : call.Request.Body;
            return body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? throw NotAnObject();
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            throw NotAnObject();
        }

        static AwsError NotAnObject() => new("SerializationException", "Start of structure or map found where not expected.");
    }

    public static AwsReply Write(int status, string contentType, object body) =>
        new(status, contentType, JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options));

    // SDKs compress what is large, such as a thousand points of metrics.
    private static byte[] Unzip(byte[] body)
    {
        using var unzipped = new MemoryStream();
        using (var zip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress))
            zip.CopyTo(unzipped);
        return unzipped.ToArray();
    }
}
