using System.Globalization;
using System.Text.Json;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// Reads JSON values as the AWS services write them. Tolerant where services differ: a number may come as text ("NaN" has no
/// other way), with an exponent or a fraction; a time as epoch seconds or as ISO 8601; a member may be null, which is absent.
/// </summary>
internal static class JsonReading
{
    /// <summary>SDK objects nest deeper than the 64 levels that the reader allows by default.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    // CloudWatch Logs takes any number for the time of an event.
    private static readonly long FirstMillisecond = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
    private static readonly long LastMillisecond = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    public static T? Parse<T>(ArraySegment<byte> body, JsonRead<T> read)
        where T : class
    {
        if (body.Count == 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        return read(ref reader);
    }

    /// <summary>Tells whether an object starts here. Anything else is passed over.</summary>
    public static bool StartObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    /// <summary>Moves from the start of an object, or from the end of a member's value, to the next member's name.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves from a member's name to the end of its value.</summary>
    public static void SkipMember(ref Utf8JsonReader reader) => reader.Skip();

    public static string? String(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            default:
                // Lambda and the like answer with a number or an object where the model says text.
                using (var value = JsonDocument.ParseValue(ref reader))
                {
                    return value.RootElement.GetRawText();
                }
        }
    }

    public static int? Integer(ref Utf8JsonReader reader) => checked((int?)Long(ref reader));

    public static long? Long(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole) ? whole : checked((long?)Double(ref reader));

    public static float? Float(ref Utf8JsonReader reader) => (float?)Double(ref reader);

    public static double? Double(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => double.Parse(reader.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => reader.GetDouble(),
    };

    public static bool? Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => bool.Parse(reader.GetString()!),
        _ => reader.GetBoolean(),
    };

    public static MemoryStream? Blob(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : new MemoryStream(reader.GetBytesFromBase64());

    public static DateTime? Timestamp(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when !reader.ValueTextEquals("NaN"u8) && reader.TryGetDateTimeOffset(out var time):
                return time.UtcDateTime;
            case JsonTokenType.Number when reader.TryGetDecimal(out var seconds):
                // Decimal, as a double cannot hold a present time to the tick.
                return DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
            default:
                return Double(ref reader) is { } rough ? DateTime.UnixEpoch.AddSeconds(rough) : null;
        }
    }

    public static DateTime? EpochMillis(ref Utf8JsonReader reader) =>
        Long(ref reader) is { } milliseconds ? DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, FirstMillisecond, LastMillisecond)) : null;

    public static List<T>? List<T>(ref Utf8JsonReader reader, JsonRead<T> read)
        where T : class
    {
        if (!StartArray(ref reader))
        {
            return null;
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(read(ref reader)!);
        }

        return items;
    }

    /// <summary>Reads a list of values that cannot be null; nulls in it are left out.</summary>
    public static List<T>? Values<T>(ref Utf8JsonReader reader, JsonReadValue<T> read)
        where T : struct
    {
        if (!StartArray(ref reader))
        {
            return null;
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (read(ref reader) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    public static Dictionary<string, T>? Map<T>(ref Utf8JsonReader reader, JsonRead<T> read)
        where T : class
    {
        if (!StartObject(ref reader))
        {
            return null;
        }

        var entries = new Dictionary<string, T>();
        while (NextMember(ref reader))
        {
            var key = reader.GetString()!;
            reader.Read();
            entries[key] = read(ref reader)!;
        }

        return entries;
    }

    /// <summary>Reads a map of values that cannot be null; nulls in it are left out.</summary>
    public static Dictionary<string, T>? ValueMap<T>(ref Utf8JsonReader reader, JsonReadValue<T> read)
        where T : struct
    {
        if (!StartObject(ref reader))
        {
            return null;
        }

        var entries = new Dictionary<string, T>();
        while (NextMember(ref reader))
        {
            var key = reader.GetString()!;
            reader.Read();
            if (read(ref reader) is { } value)
            {
                entries[key] = value;
            }
        }

        return entries;
    }

    private static bool StartArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
