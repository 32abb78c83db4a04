using System.Globalization;
using System.Text;
using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Datasets;

/// <summary>
/// The values of one line of JSON, kept until all of it has been read: damage at its end must not leave half a row behind.
/// Buffers and column numbers are used again for the next line.
/// </summary>
internal sealed class JsonRow
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<int> _seen = [];
    private readonly List<(string Name, int Start, int Length, CellKind Kind)> _cells = [];
    private readonly Dictionary<(string Parent, string Member), string> _names = [];
    private byte[] _text = new byte[4096];
    private int _used;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, not blank.</param>
    /// <returns>Why it is no row; null where it is one.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public string? Read(ReadOnlySpan<byte> line)
    {
        _cells.Clear();
        _used = 0;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return "it is no object of JSON";
        if (reader.TokenType == JsonTokenType.StartObject)
            ReadObject(ref reader, "");
        else
            ReadArray(ref reader, "");
        // Anything but blanks after the value throws.
        reader.Read();
        return null;
    }

    /// <summary>Gives the row away.</summary>
    /// <param name="receiver">Takes it.</param>
    public void Push(IRowReceiver receiver)
    {
        _seen.Clear();
        // The last of several members of one name counts, as most readers have it.
        for (var i = _cells.Count - 1; i >= 0; i--)
        {
            if (!_seen.Add(ColumnOf(_cells[i].Name, receiver)))
                _cells.RemoveAt(i);
        }

        foreach (var (name, start, length, kind) in _cells)
            receiver.Cell(_columns[name], _text.AsSpan(start, length), kind);
        receiver.EndRow();
    }

    private int ColumnOf(string name, IRowReceiver receiver)
    {
        if (_columns.TryGetValue(name, out var column))
            return column;
        // Columns come in the order of the line, though duplicates are looked for from its end.
        foreach (var cell in _cells)
            _columns.TryAdd(cell.Name, _columns.TryGetValue(cell.Name, out var known) ? known : receiver.Column(cell.Name));
        return _columns[name];
    }

    private void ReadObject(ref Utf8JsonReader reader, string path)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Name(path, reader.GetString()!);
            reader.Read();
            ReadValue(ref reader, name);
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, string path)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var place = i.ToString(CultureInfo.InvariantCulture);
            ReadValue(ref reader, path.Length == 0 ? "_c" + place : Name(path, place));
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, name);
                break;
            case JsonTokenType.StartArray:
                ReadArray(ref reader, name);
                break;
            case JsonTokenType.String:
                Reserve(reader.ValueSpan.Length);
                Keep(name, reader.CopyString(_text.AsSpan(_used)), CellKind.Quoted);
                break;
            case JsonTokenType.Number:
                Copy(name, reader.ValueSpan, CellKind.Number);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Copy(name, reader.ValueSpan, CellKind.Boolean);
                break;
            default:
                Keep(name, 0, CellKind.Missing);
                break;
        }
    }

    private void Copy(string name, ReadOnlySpan<byte> text, CellKind kind)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_used));
        Keep(name, text.Length, kind);
    }

    private void Keep(string name, int length, CellKind kind)
    {
        _cells.Add((name, _used, length, kind));
        _used += length;
    }

    private void Reserve(int length)
    {
        if (_used + length > _text.Length)
            Array.Resize(ref _text, Math.Max(_used + length, _text.Length * 2));
    }

    private string Name(string path, string member)
    {
        if (path.Length == 0)
            return member;
        if (!_names.TryGetValue((path, member), out var name))
            _names.Add((path, member), name = new StringBuilder(path).Append('.').Append(member).ToString());
        return name;
    }
}
