using System.Globalization;
using System.Text.Json;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Writes the parts of a REST request.</summary>
internal static class RestWriting
{
    public static void Header(IRequest http, string name, string? value)
    {
        if (value != null)
        {
            http.Headers[name] = value;
        }
    }

    public static void Header(IRequest http, string name, int? value) =>
        Header(http, name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a body of the caller's own. A Content-Type among the request's members is written later and wins.</summary>
    public static void Payload(IRequest http, MemoryStream? body)
    {
        http.ContentStream = body ?? new MemoryStream();
        http.Headers[HeaderKeys.ContentTypeHeader] = "application/octet-stream";
    }

    public static void Body<T>(IRequest http, T value, Action<Utf8JsonWriter, T> write)
    {
        http.Content = JsonWriting.ToBytes(value, write);
        http.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
    }
}
