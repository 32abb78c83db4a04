using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>
/// Goes between SDK objects and JSON in the model's member names by reflection, without any of the code under test.
/// </summary>
internal static class ModelObjects
{
    /// <summary>Sets the properties of an object from JSON.</summary>
    public static void Fill(object target, JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            var property = Property(target, member.Name) ?? throw new InvalidOperationException($"{target.GetType().Name} has no {member.Name}");
            property.SetValue(target, Convert(property.PropertyType, member.Value));
        }
    }

    /// <summary>Names the members of JSON that an object does not hold. Members that the object's type lacks are passed over.</summary>
    public static IEnumerable<string> Missing(object? actual, JsonElement expected, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                return actual == null ? [] : [$"{path}: {actual}, not null"];
            case JsonValueKind.Object when actual is IDictionary map:
                return map.Count != expected.EnumerateObject().Count()
                    ? [$"{path}: {map.Count} entries"]
                    : expected.EnumerateObject().SelectMany(e => Missing(map[e.Name], e.Value, $"{path}[{e.Name}]"));
            case JsonValueKind.Object when actual != null:
                return expected.EnumerateObject().SelectMany(m =>
                    Property(actual, m.Name) is { } property ? Missing(property.GetValue(actual), m.Value, $"{path}.{m.Name}") : []);
            case JsonValueKind.Array when actual is IList list:
                return list.Count != expected.GetArrayLength()
                    ? [$"{path}: {list.Count} items"]
                    : expected.EnumerateArray().SelectMany((item, i) => Missing(list[i], item, $"{path}[{i}]"));
            default:
                return Equal(actual, expected) ? [] : [$"{path}: {actual ?? "null"}, not {expected}"];
        }
    }

    /// <summary>Writes an object's properties as plain data, for comparing objects of two assemblies.</summary>
    public static object? Plain(object? value) => value switch
    {
        null or string or bool => value,
        ConstantClass constant => constant.Value,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        MemoryStream stream => System.Convert.ToBase64String(stream.ToArray()),
        IDictionary map => map.Keys.Cast<string>().Order(StringComparer.Ordinal).ToDictionary(k => k, k => Plain(map[k])),
        IEnumerable items => items.Cast<object?>().Select(Plain).ToList(),
        ValueType number => System.Convert.ToString(number, CultureInfo.InvariantCulture),
        _ => value.GetType().GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0 && p.DeclaringType!.Assembly == value.GetType().Assembly)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ToDictionary(p => p.Name, p => Plain(p.GetValue(value))),
    };

    private static PropertyInfo? Property(object target, string member) =>
        target.GetType().GetProperty(char.ToUpperInvariant(member[0]) + member[1..]);

    private static object? Convert(Type type, JsonElement json)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (type == typeof(DateTime))
        {
            return Time(json);
        }

        if (type == typeof(MemoryStream))
        {
            return new MemoryStream(json.GetBytesFromBase64());
        }

        if (type.IsSubclassOf(typeof(ConstantClass)))
        {
            return Activator.CreateInstance(type, json.GetString());
        }

        if (type.IsPrimitive || type == typeof(string))
        {
            return json.Deserialize(type);
        }

        var value = Activator.CreateInstance(type)!;
        switch (value)
        {
            case IDictionary map:
                foreach (var entry in json.EnumerateObject())
                {
                    map[entry.Name] = Convert(type.GetGenericArguments()[1], entry.Value);
                }

                break;
            case IList list:
                foreach (var item in json.EnumerateArray())
                {
                    list.Add(Convert(type.GetGenericArguments()[0], item));
                }

                break;
            default:
                Fill(value, json);
                break;
        }

        return value;
    }

    private static bool Equal(object? actual, JsonElement expected) => actual switch
    {
        null => false,
        DateTime time => Near(time, Time(expected)) || (expected.ValueKind == JsonValueKind.Number && Near(time, Milliseconds(expected.GetDouble()))),
        MemoryStream stream => stream.ToArray().AsSpan().SequenceEqual(expected.GetBytesFromBase64()),
        ConstantClass constant => constant.Value == expected.GetString(),
        string text => text == expected.GetString(),
        // An empty element of XML may be an empty collection or structure.
        not ValueType => expected.ValueKind == JsonValueKind.String && expected.GetString() == "",
        bool flag => flag == expected.GetBoolean(),
        float number => number == expected.GetSingle(),
        double number => expected.ValueKind == JsonValueKind.String
            ? number.ToString(CultureInfo.InvariantCulture) == expected.GetString()
            : number == expected.GetDouble(),
        _ => System.Convert.ToInt64(actual, CultureInfo.InvariantCulture) == expected.GetDouble()
            || System.Convert.ToInt64(actual, CultureInfo.InvariantCulture) == expected.GetInt64(),
    };

    /// <summary>A time as ISO 8601 or a number: epoch seconds, or milliseconds when it is too large for seconds.</summary>
    private static DateTime Time(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetDateTime().ToUniversalTime();
        }

        var number = json.GetDouble();
        return Milliseconds(number > 1e11 ? number : number * 1000);
    }

    private static DateTime Milliseconds(double number) => number < (DateTime.MaxValue - DateTime.UnixEpoch).TotalMilliseconds
        ? DateTime.UnixEpoch.AddMilliseconds(number)
        : DateTime.MaxValue;

    private static bool Near(DateTime left, DateTime right) => Math.Abs((left - right).TotalMilliseconds) < 1;
}
