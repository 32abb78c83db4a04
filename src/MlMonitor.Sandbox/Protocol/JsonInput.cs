using System.Globalization;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>The input of a JSON operation. Reading a member checks it, and a bad one is answered in AWS's own words.</summary>
internal sealed class JsonInput(JsonObject members, string validationCode)
{
    public string RequiredString(string name, int maxLength = int.MaxValue) =>
        OptionalString(name, maxLength) ?? throw Invalid(null, name, "Member must not be null");

    public string? OptionalString(string name, int maxLength = int.MaxValue)
    {
        var text = Value<string>(name);
        if (text is { Length: 0 })
            throw Invalid(text, name, "Member must have length greater than or equal to 1");
        if (text?.Length > maxLength)
            throw Invalid(text, name, $"Member must have length less than or equal to {maxLength}");
        return text;
    }

    public int? OptionalInt(string name, int min, int max)
    {
        var number = Value<int?>(name);
        if (number < min)
            throw Invalid(number, name, $"Member must have value greater than or equal to {min}");
        if (number > max)
            throw Invalid(number, name, $"Member must have value less than or equal to {max}");
        return number;
    }

    public double RequiredDouble(string name) => Value<double?>(name) ?? throw Invalid(null, name, "Member must not be null");

    /// <summary>A list of numbers; null when it is absent.</summary>
    public IReadOnlyList<double>? OptionalDoubles(string name, int maxCount)
    {
        if (members[name] is null)
            return null;
        if (members[name] is not JsonArray array || array.Any(item => item is not JsonValue value || !value.TryGetValue<double>(out _)))
            throw WrongType(name);
        if (array.Count > maxCount)
            throw Invalid(null, name, $"Member must have length less than or equal to {maxCount}");
        return array.Select(item => (double)item!).ToList();
    }

    public bool? OptionalBool(string name) => Value<bool?>(name);

    public long? OptionalLong(string name) => Value<long?>(name);

    /// <summary>A time in epoch seconds, with or without a fraction.</summary>
    public DateTimeOffset? OptionalTime(string name) => Value<double?>(name) is { } seconds
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
        : null;

    /// <summary>A string that has to be one of the given values.</summary>
    public string? OptionalEnum(string name, params string[] allowed)
    {
        var text = OptionalString(name);
        return text is null || allowed.Contains(text)
            ? text
            : throw Invalid(text, name, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");
    }

    /// <summary>A list of strings; null when it is absent.</summary>
    public IReadOnlyList<string>? OptionalStrings(string name, int maxCount)
    {
        if (members[name] is null)
            return null;
        if (members[name] is not JsonArray array || array.Any(item => item is not JsonValue value || !value.TryGetValue<string>(out _)))
            throw WrongType(name);
        if (array.Count > maxCount)
            throw Invalid(null, name, $"Member must have length less than or equal to {maxCount}");
        return array.Select(item => (string)item!).ToList();
    }

    public IReadOnlyList<string> RequiredStrings(string name, int maxCount) =>
        OptionalStrings(name, maxCount) ?? throw Invalid(null, name, "Member must not be null");

    /// <summary>A list of structures; none when it is absent.</summary>
    public IReadOnlyList<JsonInput> Structures(string name) => members[name] switch
    {
        null => [],
        JsonArray array => array.Select(item => new JsonInput(item as JsonObject ?? throw WrongType(name), validationCode)).ToList(),
        _ => throw WrongType(name),
    };

    /// <summary>A nested structure, or null.</summary>
    public JsonInput? Structure(string name) => members[name] switch
    {
        null => null,
        JsonObject inner => new JsonInput(inner, validationCode),
        _ => throw WrongType(name),
    };

    public AwsError Invalid(object? value, string name, string constraint)
    {
        var shown = value is null ? "null" : string.Create(CultureInfo.InvariantCulture, $"'{value}'");
        return new AwsError(
            validationCode, $"1 validation error detected: Value {shown} at '{name}' failed to satisfy constraint: {constraint}");
    }

    private T? Value<T>(string name) => members[name] switch
    {
        null => default,
        JsonValue value when value.TryGetValue<T>(out var typed) => typed,
        _ => throw WrongType(name),
    };

    private static AwsError WrongType(string name) => new("SerializationException", $"The member '{name}' is of another type.");
}
