using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>
/// Shows a request as JSON: what is set of it, under the names of the API, which are those of the members. Taken from the very object
/// that is sent, so that what is shown cannot differ from it.
/// </summary>
internal static class RequestText
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Shows a request.</summary>
    public static string Of(AmazonWebServiceRequest request)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
            Write(json, request);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case ConstantClass constant:
                json.WriteStringValue(constant.Value);
                break;
            case bool or int or long or double:
                JsonSerializer.Serialize(json, value);
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName((string)entry.Key);
                    Write(json, entry.Value!);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (var member in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(p => p.Name, StringComparer.Ordinal))
                    if (member.GetValue(value) is { } given && given is not ICollection { Count: 0 })
                    {
                        json.WritePropertyName(member.Name);
                        Write(json, given);
                    }

                json.WriteEndObject();
                break;
        }
    }
}
