using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlMonitor.Core.Attribution;

/// <summary>A value of a request, as it is written. Two that are the same number are equal, however they are written.</summary>
/// <param name="text">The text; null where there is none.</param>
public readonly struct ModelCell(string? text) : IEquatable<ModelCell>
{
    /// <summary>The text; null where there is none.</summary>
    public string? Text { get; } = text;

    /// <summary>The number that it is; null where it is none.</summary>
    public double? Number => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A value as scripts take it: a number where it is one, else the text.</summary>
    public object? Value => (object?)Number ?? Text;

    /// <inheritdoc/>
    public bool Equals(ModelCell other) => Number is { } number ? number == other.Number : Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelCell other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    /// <summary>A value of JSON.</summary>
    internal static ModelCell Of(JsonElement value) => new(value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    });

    /// <summary>Appends the value to a row of CSV, in quotation marks where it needs them (RFC 4180).</summary>
    internal void Write(StringBuilder row)
    {
        if (Text is null || Text.AsSpan().IndexOfAny("\",\r\n") < 0)
            row.Append(Text);
        else
            row.Append('"').Append(Text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>Writes the value as JSON.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isText">Whether the model is sent a text here, so that what looks like a number is one too.</param>
    internal void Write(Utf8JsonWriter json, bool isText)
    {
        if (Text is null)
            json.WriteNullValue();
        else if (!isText && Number is { } number)
            WriteNumber(json, Text, number);
        else if (!isText && bool.TryParse(Text, out var flag))
            json.WriteBooleanValue(flag);
        else
            json.WriteStringValue(Text);
    }

    // As it is written, so that 0.340 stays 0.340; but +5 and .5 are numbers in CSV only.
    private static void WriteNumber(Utf8JsonWriter json, string text, double number)
    {
        try
        {
            json.WriteRawValue(text);
        }
        catch (JsonException)
        {
            json.WriteNumberValue(number);
        }
    }

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(ModelCell left, ModelCell right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(ModelCell left, ModelCell right) => !left.Equals(right);
}
