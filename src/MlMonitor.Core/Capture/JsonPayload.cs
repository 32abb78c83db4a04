using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Reads JSON and JSON Lines alike, as values one after the other: an object is a row of named values, an array of numbers a row of
/// placed ones, <c>{"instances": […]}</c>, <c>{"predictions": […]}</c> and an array of objects or arrays are rows. An object of one
/// member that is an array, as <c>{"features": […]}</c>, is that array. What is nested is named <c>a.b</c>, in arrays <c>a.0</c>.
/// </summary>
internal sealed class JsonPayload(PayloadCells into)
{
    /// <summary>What is said of rows of too many columns.</summary>
    public const string TooManyColumns = "it has more than 10000 columns";

    private byte[] _path = new byte[256];
    private int _pathLength;
    private bool _isTooWide;
    private int _offset;

    /// <summary>Reads a payload.</summary>
    /// <param name="text">The payload.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    public string? Read(ReadOnlySpan<byte> text)
    {
        (_offset, _pathLength, _isTooWide) = (0, 0, false);
        try
        {
            while (true)
            {
                var blank = text[_offset..].IndexOfAnyExcept(" \t\r\n"u8);
                if (blank < 0)
                    return null;
                _offset += blank;
                var reader = new Utf8JsonReader(text[_offset..]);
                reader.Read();
                ReadDocument(ref reader);
                if (_isTooWide)
                    return TooManyColumns;
                _offset += (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            return "its payload is not JSON";
        }
        catch (InvalidOperationException)
        {
            return "its payload is not UTF-8";
        }
    }

    private void ReadDocument(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            ReadRowObject(ref reader, mayWrap: true);
        else if (reader.TokenType == JsonTokenType.StartArray)
            ReadRows(ref reader, isWrapped: false);
        else
            ReadRow(ref reader);
    }

    /// <summary>The elements of an array as rows; numbers outside of a wrapper are one row.</summary>
    private void ReadRows(ref Utf8JsonReader reader, bool isWrapped)
    {
        var isRow = false;
        for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
        {
            isRow |= place == 0 && !isWrapped && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            if (isRow)
                ReadPlaced(ref reader, place);
            else
                ReadRow(ref reader);
            if (_isTooWide)
                return;
        }

        if (isRow)
            into.EndRow();
    }

    private void ReadRow(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadRowObject(ref reader, mayWrap: false);
            return;
        }

        if (reader.TokenType == JsonTokenType.StartArray)
            for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray && !_isTooWide; place++)
                ReadPlaced(ref reader, place);
        else
            Add(ref reader, 0);
        into.EndRow();
    }

    private void ReadRowObject(ref Utf8JsonReader reader, bool mayWrap)
    {
        var mark = into.Count;
        into.Names.BeginRow();
        var (isWrapper, members, placedUntil) = (false, 0, -1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject && !_isTooWide)
        {
            var wraps = mayWrap && (reader.ValueTextEquals("instances"u8) || reader.ValueTextEquals("predictions"u8));
            if (placedUntil >= 0)
                NamePlaced(mark, ref placedUntil);
            var outer = Enter(ref reader);
            reader.Read();
            if (wraps && reader.TokenType == JsonTokenType.StartArray)
            {
                // What stands beside the rows, such as a model's name, is none of their columns.
                _pathLength = outer;
                into.Truncate(mark);
                isWrapper = true;
                ReadRows(ref reader, isWrapped: true);
                mark = into.Count;
                continue;
            }

            if (isWrapper)
                reader.Skip();
            else if (members++ == 0 && reader.TokenType == JsonTokenType.StartArray)
                placedUntil = ReadOnlyArray(ref reader, mark);
            else
                ReadNamed(ref reader);
            if (placedUntil < 0)
                _pathLength = outer;
        }

        _pathLength = 0;
        if (!isWrapper)
            into.EndRow();
    }

    /// <summary>The array that a row begins with, by places as long as nothing nested is in it.</summary>
    /// <returns>The number of values; -1 where they were given names.</returns>
    private int ReadOnlyArray(ref Utf8JsonReader reader, int mark)
    {
        var place = 0;
        var isNamed = false;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray && !_isTooWide; place++)
        {
            if (!isNamed && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var until = place;
                var length = _pathLength;
                NamePlaced(mark, ref until);
                _pathLength = length;
                isNamed = true;
            }

            if (isNamed)
                ReadElement(ref reader, place);
            else
                Add(ref reader, place);
        }

        return isNamed ? -1 : place;
    }

    /// <summary>Another member follows: the array's values need its name, which is still the path.</summary>
    private void NamePlaced(int mark, ref int placedUntil)
    {
        for (var place = 0; place < placedUntil; place++)
        {
            var outer = Enter(place);
            into.Rename(mark + place, Name());
            _pathLength = outer;
        }

        placedUntil = -1;
        _pathLength = 0;
    }

    private void ReadPlaced(ref Utf8JsonReader reader, int place)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            ReadElement(ref reader, place);
        else
            Add(ref reader, place);
    }

    private void ReadElement(ref Utf8JsonReader reader, int place)
    {
        var outer = Enter(place);
        ReadNamed(ref reader);
        _pathLength = outer;
    }

    private void ReadNamed(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject && !_isTooWide)
            {
                var outer = Enter(ref reader);
                reader.Read();
                ReadNamed(ref reader);
                _pathLength = outer;
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray && !_isTooWide; place++)
                ReadElement(ref reader, place);
        }
        else
        {
            Add(ref reader, Name());
        }
    }

    private void Add(ref Utf8JsonReader reader, int column)
    {
        _isTooWide |= column == ColumnNames.Most;
        var kind = reader.TokenType switch
        {
            JsonTokenType.String => CellKind.Quoted,
            JsonTokenType.Number => CellKind.Number,
            JsonTokenType.Null => CellKind.Missing,
            _ => CellKind.Boolean,
        };
        if (kind != CellKind.Quoted || !reader.ValueIsEscaped)
        {
            var start = _offset + (int)reader.TokenStartIndex + (kind == CellKind.Quoted ? 1 : 0);
            into.Add(start, kind == CellKind.Missing ? 0 : reader.ValueSpan.Length, column, kind);
            return;
        }

        var room = into.Unescaped(reader.ValueSpan.Length, out var from);
        var length = reader.CopyString(room);
        into.Keep(length);
        into.Add(from, length, column, kind);
    }

    /// <summary>The number of the column whose name is the path, as a cell has it.</summary>
    private int Name()
    {
        var number = into.Names.NumberOf(_path.AsSpan(0, _pathLength));
        _isTooWide |= number < 0;
        return ~Math.Max(number, 0);
    }

    private int Enter(ref Utf8JsonReader reader)
    {
        var outer = _pathLength;
        var room = Extend(reader.ValueSpan.Length);
        _pathLength += reader.CopyString(room);
        return outer;
    }

    private int Enter(int place)
    {
        var outer = _pathLength;
        place.TryFormat(Extend(11), out var written, default, CultureInfo.InvariantCulture);
        _pathLength += written;
        return outer;
    }

    /// <summary>Room for so much more of the path, after a point where there is something before it.</summary>
    private Span<byte> Extend(int length)
    {
        if (_path.Length < _pathLength + length + 1)
            Array.Resize(ref _path, (_pathLength + length + 1) * 2);
        if (_pathLength > 0)
            _path[_pathLength++] = (byte)'.';
        return _path.AsSpan(_pathLength, length);
    }
}
