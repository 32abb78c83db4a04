using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>JSON of PowerShell's objects, and objects of JSON.</summary>
internal static class JsonText
{
    /// <summary>As JSON; what lies deeper than <paramref name="depth"/> becomes text, and <paramref name="cut"/> says so.</summary>
    public static string Write(object? value, int depth, bool compress, out bool cut)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = !compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            var writer = new ObjectWriter(json);
            writer.Write(value, depth);
            cut = writer.Cut;
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static object? Read(string text, bool asHashtable = false)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return Read(document.RootElement, asHashtable);
    }

    private static object? Read(JsonElement element, bool asHashtable) => element.ValueKind switch
    {
        JsonValueKind.Object => asHashtable ? ReadTable(element) : ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Read(item, asHashtable)).ToArray(),
        JsonValueKind.String => ReadString(element.GetString()!),
        JsonValueKind.Number => element.TryGetInt64(out long number) ? (object)number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject ReadObject(JsonElement element)
    {
        var result = new PSObject();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            result.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value, asHashtable: false)));
        }

        return result;
    }

    private static Hashtable ReadTable(JsonElement element)
    {
        var result = new Hashtable(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject()) result[property.Name] = Read(property.Value, asHashtable: true);
        return result;
    }

    // pwsh makes a date of a text that is an ISO 8601 time.
    private static object ReadString(string text)
    {
        bool mayBeTime = text.Length >= "2026-01-02T03:04:05".Length && text[4] == '-' && text[10] == 'T';
        return mayBeTime && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time) ? time : text;
    }

    private sealed class ObjectWriter(Utf8JsonWriter json)
    {
        public bool Cut { get; private set; }

        public void Write(object? value, int depth)
        {
            object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
            if (plain is null || plain == DBNull.Value) json.WriteNullValue();
            else if (!TryWriteScalar(plain)) WriteContainer(plain, depth);
        }

        private bool TryWriteScalar(object value)
        {
            switch (value)
            {
                case string or char or Guid or Uri or Version or TimeSpan:
                    json.WriteStringValue(value.ToString());
                    return true;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    return true;
                case SwitchParameter flag:
                    json.WriteBooleanValue(flag);
                    return true;
                case DateTime time:
                    json.WriteStringValue(time);
                    return true;
                case DateTimeOffset time:
                    json.WriteStringValue(time);
                    return true;
                case float or double when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                    json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                    return true;
                case Enum member:
                    json.WriteNumberValue(Convert.ToInt64(member, CultureInfo.InvariantCulture));
                    return true;
                case float or double:
                    json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                    return true;
                case decimal or ulong:
                    json.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                    return true;
                case IConvertible when value.GetType().IsPrimitive:
                    json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    return true;
                default:
                    return false;
            }
        }

        private void WriteContainer(object value, int depth)
        {
            if (depth < 0)
            {
                Cut = true;
                json.WriteStringValue(PSObject.AsPSObject(value).ToString());
            }
            else if (value is IDictionary table)
            {
                WriteMembers(table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value)), depth);
            }
            else if (value is IEnumerable items)
            {
                json.WriteStartArray();
                foreach (object? item in items) Write(item, depth - 1);
                json.WriteEndArray();
            }
            else
            {
                IEnumerable<PSPropertyInfo> properties = PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable);
                WriteMembers(properties.Select(property => (property.Name, (object?)property.Value)), depth);
            }
        }

        private void WriteMembers(IEnumerable<(string Name, object? Value)> members, int depth)
        {
            json.WriteStartObject();
            foreach ((string name, object? value) in members)
            {
                json.WritePropertyName(name);
                Write(value, depth - 1);
            }

            json.WriteEndObject();
        }
    }
}
