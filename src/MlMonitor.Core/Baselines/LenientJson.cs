using System.Globalization;
using System.Text.Json;

namespace MlMonitor.Core.Baselines;

/// <summary>Reads values as they come: numbers as texts, switches as words, members of several names.</summary>
internal static class LenientJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static Task<JsonDocument> ParseAsync(Stream stream, CancellationToken cancellationToken) => JsonDocument.ParseAsync(stream, Options, cancellationToken);

    /// <summary>The first member of one of these names that is not null.</summary>
    public static JsonElement? Member(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
                return value;
        }

        return null;
    }

    /// <summary>The elements of an array; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>A number, also one that is written as a text; null where it is none, or not finite.</summary>
    public static double? Number(this JsonElement? element)
    {
        double number;
        var isNumber = element switch
        {
            { ValueKind: JsonValueKind.Number } value => value.TryGetDouble(out number),
            { ValueKind: JsonValueKind.String } value => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => (number = double.NaN) == 0,
        };
        return isNumber && double.IsFinite(number) ? number : null;
    }

    /// <summary>A count, which comes as 24 or 24.0; null where it is none.</summary>
    public static long? Whole(this JsonElement? element) => element.Number() is { } number and >= 0 and < long.MaxValue ? (long)Math.Round(number) : null;

    /// <summary>A switch: a boolean, Enabled or Disabled, true or false as a text.</summary>
    public static bool? Switch(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.Text()!.Trim().ToUpperInvariant() switch
        {
            "ENABLED" or "TRUE" => true,
            "DISABLED" or "FALSE" => false,
            _ => null,
        },
        _ => null,
    };

    /// <summary>A text; of numbers and switches as they are written.</summary>
    public static string? Text(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.String => element.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.Value.GetRawText(),
        _ => null,
    };
}
