using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon;
using Amazon.Runtime;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Writes JSON values as the AWS services read them. Members that are null are left out.</summary>
internal static class JsonWriting
{
    /// <summary>Quotes and letters beyond ASCII go out as they are: the body is read by a service, never by a browser.</summary>
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static byte[] ToBytes<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value != null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ConstantClass? value) =>
        Member(writer, name, value?.Value);

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value) => Member(writer, name, (long?)value);

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WritePropertyName(name);
            Value(writer, number);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WritePropertyName(name);
            Value(writer, number);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTime? value)
    {
        if (value is { } time)
        {
            writer.WritePropertyName(name);
            Value(writer, time);
        }
    }

    public static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, MemoryStream? value)
    {
        if (value != null)
        {
            writer.WriteBase64String(name, value.ToArray());
        }
    }

    public static void EpochMillis(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTime? value)
    {
        if (value is { } time)
        {
            writer.WriteNumber(name, (time.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
        }
    }

    /// <summary>Writes an idempotency token, a new one where the caller gave none.</summary>
    public static void Token(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value) =>
        writer.WriteString(name, value ?? Guid.NewGuid().ToString());

    public static void Structure<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value != null)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }
    }

    public static void List<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items != null && IsSet(items.Count))
        {
            writer.WritePropertyName(name);
            Items(writer, items, write);
        }
    }

    public static void Map<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, T>? entries, Action<Utf8JsonWriter, T> write)
    {
        if (entries != null && IsSet(entries.Count))
        {
            writer.WritePropertyName(name);
            Entries(writer, entries, write);
        }
    }

    public static void Items<T>(Utf8JsonWriter writer, List<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    public static void Entries<T>(Utf8JsonWriter writer, Dictionary<string, T> entries, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        foreach (var entry in entries)
        {
            writer.WritePropertyName(entry.Key);
            write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    public static void Value(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

    public static void Value(Utf8JsonWriter writer, MemoryStream value) => writer.WriteBase64StringValue(value.ToArray());

    public static void Value(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    public static void Value(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public static void Value(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public static void Value(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            Value(writer, (double)value);
        }
    }

    public static void Value(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            // NaN, Infinity and -Infinity, which JSON has no numbers for.
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes epoch seconds, to the millisecond as the services keep them.</summary>
    public static void Value(Utf8JsonWriter writer, DateTime value) =>
        writer.WriteNumberValue(Math.Round((decimal)(value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond, 3));

    /// <summary>Where collections start out empty, as the SDK's version 3 made them, an empty one is as good as none.</summary>
    private static bool IsSet(int count) => count > 0 || !AWSConfigs.InitializeCollections;
}
