using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MlMonitor.Core.Attribution;

/// <summary>How rows stand in a request of JSON.</summary>
internal enum JsonContainer
{
    /// <summary>The document is one row, and takes no other.</summary>
    None,

    /// <summary>One row on each line.</summary>
    Lines,

    /// <summary>The document is an array of rows.</summary>
    Array,

    /// <summary>The document has a member that is an array of rows, such as <c>instances</c>.</summary>
    Member,
}

/// <summary>The form of a request of JSON: where its rows stand, and where in a row its values.</summary>
/// <param name="Container">How the rows stand.</param>
/// <param name="Document">The document, for what stands around the rows.</param>
/// <param name="RowsMember">The member that has the rows; null where none has.</param>
/// <param name="ValuesMember">The member of a row that has its values, such as <c>features</c>; null where the row has them itself.</param>
/// <param name="Names">The names of the values; empty where they are told by place.</param>
/// <param name="AreTexts">Which values are sent as texts.</param>
internal sealed record JsonForm(
    JsonContainer Container, JsonElement Document, string? RowsMember, string? ValuesMember, IReadOnlyList<string> Names, IReadOnlyList<bool> AreTexts)
{
    /// <summary>Tells the form of a request.</summary>
    /// <param name="text">The request.</param>
    /// <param name="isLines">Whether it is told to be JSON Lines.</param>
    /// <param name="rows">The rows of it.</param>
    /// <param name="reason">Why there are none.</param>
    /// <returns>The form; null where there is none.</returns>
    public static JsonForm? Read(string text, bool isLines, out IReadOnlyList<ModelCell[]> rows, out string reason)
    {
        rows = [];
        reason = "it is no JSON";
        if (Documents(text) is not { Count: > 0 } documents)
            return null;
        var (container, member, elements) = Rows(documents, isLines);
        reason = "its rows are no flat objects and no arrays of values, all alike";
        if (elements.Count == 0 || Values(elements[0]) is not { } first)
            return null;
        var form = new JsonForm(container, documents[0], member, first.Member, first.Names, [.. first.Values.Select(value => value.ValueKind == JsonValueKind.String)]);
        var read = new List<ModelCell[]>();
        foreach (var element in elements)
        {
            if (Values(element) is not { } row || row.Member != first.Member || !row.Names.SequenceEqual(first.Names, StringComparer.Ordinal) || row.Values.Count != first.Values.Count)
                return null;
            read.Add([.. row.Values.Select(ModelCell.Of)]);
        }

        (rows, reason) = (read, "");
        return form;
    }

    /// <summary>Makes a request of this form.</summary>
    /// <param name="rows">The rows.</param>
    public byte[] Write(IReadOnlyList<ModelCell[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (Container is JsonContainer.Lines or JsonContainer.None)
        {
            foreach (var row in rows)
            {
                using (var line = new Utf8JsonWriter(buffer))
                    WriteRow(line, row);
                buffer.Write("\n"u8);
            }

            return buffer.WrittenSpan.ToArray();
        }

        using (var json = new Utf8JsonWriter(buffer))
            WriteDocument(json, rows);
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteDocument(Utf8JsonWriter json, IReadOnlyList<ModelCell[]> rows)
    {
        if (Container == JsonContainer.Array)
        {
            WriteRows(json, rows);
            return;
        }

        json.WriteStartObject();
        foreach (var property in Document.EnumerateObject())
        {
            json.WritePropertyName(property.Name);
            if (property.Name == RowsMember)
                WriteRows(json, rows);
            else
                property.Value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteRows(Utf8JsonWriter json, IReadOnlyList<ModelCell[]> rows)
    {
        json.WriteStartArray();
        foreach (var row in rows)
            WriteRow(json, row);
        json.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter json, ModelCell[] row)
    {
        if (ValuesMember is not null)
        {
            json.WriteStartObject();
            json.WritePropertyName(ValuesMember);
        }

        if (Names.Count > 0)
            json.WriteStartObject();
        else
            json.WriteStartArray();
        for (var f = 0; f < row.Length; f++)
        {
            if (Names.Count > 0)
                json.WritePropertyName(Names[f]);
            row[f].Write(json, AreTexts[f]);
        }

        if (Names.Count > 0)
            json.WriteEndObject();
        else
            json.WriteEndArray();
        if (ValuesMember is not null)
            json.WriteEndObject();
    }

    private static List<JsonElement>? Documents(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        var documents = new List<JsonElement>();
        try
        {
            while (bytes.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var begin)
            {
                bytes = bytes[begin..];
                var reader = new Utf8JsonReader(bytes);
                documents.Add(JsonElement.ParseValue(ref reader));
                bytes = bytes[(int)reader.BytesConsumed..];
            }

            return documents;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (JsonContainer Container, string? Member, IReadOnlyList<JsonElement> Rows) Rows(List<JsonElement> documents, bool isLines)
    {
        if (isLines || documents.Count > 1)
            return (JsonContainer.Lines, null, documents);
        var document = documents[0];
        if (IsRows(document))
            return (JsonContainer.Array, null, [.. document.EnumerateArray()]);
        if (document.ValueKind != JsonValueKind.Object || document.EnumerateObject().Where(property => IsRows(property.Value)).ToList() is not [var only])
            return (JsonContainer.None, null, documents);
        return (JsonContainer.Member, only.Name, [.. only.Value.EnumerateArray()]);
    }

    private static bool IsRows(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element[0].ValueKind is JsonValueKind.Array or JsonValueKind.Object;

    private static (string? Member, IReadOnlyList<string> Names, IReadOnlyList<JsonElement> Values)? Values(JsonElement row)
    {
        if (row.ValueKind == JsonValueKind.Object && row.EnumerateObject().ToList() is [{ Value.ValueKind: JsonValueKind.Array or JsonValueKind.Object } only])
            return Values(only.Value) is { Member: null } inner ? (only.Name, inner.Names, inner.Values) : null;
        var (names, values) = row.ValueKind switch
        {
            JsonValueKind.Object => (row.EnumerateObject().Select(p => p.Name).ToList(), row.EnumerateObject().Select(p => p.Value).ToList()),
            JsonValueKind.Array => ([], row.EnumerateArray().ToList()),
            _ => (new List<string>(), new List<JsonElement>()),
        };
        return values.Count > 0 && values.TrueForAll(value => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) ? (null, names, values) : null;
    }
}
