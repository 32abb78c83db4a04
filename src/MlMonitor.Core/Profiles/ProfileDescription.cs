using System.Globalization;
using System.Text.Json;

namespace MlMonitor.Core.Profiles;

/// <summary>The <c>profile.json</c> of a profile file: everything but the numbers and texts themselves.</summary>
internal static class ProfileDescription
{
    private const string Format = "MlMonitor profile";
    private const int Version = 1;

    /// <summary>Writes it.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>JSON, as UTF-8.</returns>
    public static byte[] Write(DatasetProfile profile)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("endpointName", profile.EndpointName);
            json.WriteString("variantName", profile.VariantName);
            json.WriteString("modelName", profile.ModelName);
            json.WriteString("after", profile.Window?.After.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("before", profile.Window?.Before.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStartArray("sources");
            foreach (var source in profile.Sources)
                json.WriteStringValue(source);
            json.WriteEndArray();
            json.WriteNumber("rowCount", profile.RowCount);
            json.WriteNumber("badRecordCount", profile.BadRecordCount);
            json.WriteStartArray("columns");
            foreach (var column in profile.Columns)
                Write(json, column);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Makes sure that it is one, of a version that is understood.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="name">What to call the file.</param>
    /// <exception cref="MlMonitorException">It is not.</exception>
    public static void CheckVersion(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("format", out var format) || format.ToString() != Format)
            throw new MlMonitorException($"{name} is no profile of MlMonitor.");
        var version = json.GetProperty("version").GetInt32();
        if (version > Version)
            throw new MlMonitorException($"{name} was written by a newer MlMonitor (version {version} of the format; this one reads up to {Version}). Update the module.");
    }

    /// <summary>Reads it.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="numbers">Gives the numbers of a column.</param>
    /// <param name="texts">Gives the texts of a column.</param>
    /// <returns>The profile.</returns>
    public static DatasetProfile Read(JsonElement json, Func<int, NumberSummary> numbers, Func<int, TextSummary> texts)
    {
        var rows = json.GetProperty("rowCount").GetInt64();
        return new DatasetProfile
        {
            EndpointName = json.GetProperty("endpointName").GetString(),
            VariantName = json.GetProperty("variantName").GetString(),
            ModelName = json.GetProperty("modelName").GetString(),
            Window = Time(json.GetProperty("after")) is { } after && Time(json.GetProperty("before")) is { } before ? new MlWindow(after, before) : null,
            Sources = [.. json.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!)],
            RowCount = rows,
            BadRecordCount = json.GetProperty("badRecordCount").GetInt64(),
            Columns = [.. json.GetProperty("columns").EnumerateArray().Select((column, i) => Read(column, rows, numbers(i), texts(i)))],
        };
    }

    private static DateTimeOffset? Time(JsonElement json) =>
        json.GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    private static void Write(Utf8JsonWriter json, ColumnProfile column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("role", column.Role.ToString());
        json.WriteNumber("position", column.Position);
        json.WriteNumber("integral", column.IntegralCount);
        json.WriteNumber("fractional", column.FractionalCount);
        json.WriteNumber("string", column.StringCount);
        json.WriteNumber("boolean", column.BooleanCount);
        json.WriteNumber("notFinite", column.NotFiniteCount);
        json.WriteEndObject();
    }

    private static ColumnProfile Read(JsonElement json, long rows, NumberSummary numbers, TextSummary texts)
    {
        var column = new ColumnProfile(
            json.GetProperty("name").GetString()!,
            Enum.Parse<ColumnRole>(json.GetProperty("role").GetString()!),
            json.GetProperty("position").GetInt32(),
            rows,
            numbers,
            texts)
        {
            IntegralCount = json.GetProperty("integral").GetInt64(),
            FractionalCount = json.GetProperty("fractional").GetInt64(),
            StringCount = json.GetProperty("string").GetInt64(),
            BooleanCount = json.GetProperty("boolean").GetInt64(),
            NotFiniteCount = json.GetProperty("notFinite").GetInt64(),
        };
        if (numbers.Count != column.IntegralCount + column.FractionalCount || texts.Count != column.StringCount + column.BooleanCount || column.Missing < 0)
            throw new InvalidDataException($"The counts of column {column.Name} do not fit its values.");
        return column;
    }
}
