using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Reads CSV as RFC 4180 has it: quotation marks, marks in them doubled, new lines in them, LF, CR LF or CR between rows, blank
/// lines passed over. Our own, since it works on UTF-8 where it lies: Sep and its like take streams or UTF-16 text, which would
/// cost a copy and a reader for each of a million small payloads.
/// </summary>
internal static class CsvPayload
{
    /// <summary>Reads a payload.</summary>
    /// <param name="text">The payload.</param>
    /// <param name="into">Takes the values.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string? Read(ReadOnlySpan<byte> text, PayloadCells into)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is (byte)'\n' or (byte)'\r')
                at++;
            else if (ReadRow(text, ref at, into) is { } reason)
                return reason;
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? ReadRow(ReadOnlySpan<byte> text, ref int at, PayloadCells into)
    {
        for (var column = 0; ; column++)
        {
            if (column == ColumnNames.Most)
                return JsonPayload.TooManyColumns;
            if (at < text.Length && text[at] == '"')
            {
                if (!TryReadQuoted(text, ref at, column, into))
                    return "a quotation mark is not closed";
                if (at < text.Length && text[at] is not ((byte)',' or (byte)'\n' or (byte)'\r'))
                    return "text follows a closing quotation mark";
            }
            else
            {
                var form = ShortNumber.Read(text, at, out var length, out var number);
                if (length < 0)
                    length = LengthOf(text, at);
                into.Add(at, length, column, length == 0 ? CellKind.Missing : CellKind.Text, form, number);
                at += length;
            }

            // A comma at the very end is followed by an empty value: the loop reads it.
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            into.EndRow();
            return null;
        }
    }

    // Calling for help would take longer.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LengthOf(ReadOnlySpan<byte> text, int begin)
    {
        var at = begin;
        while (at < text.Length && !(text[at] <= ',' && text[at] is (byte)',' or (byte)'\n' or (byte)'\r'))
            at++;
        return at - begin;
    }

    private static bool TryReadQuoted(ReadOnlySpan<byte> text, ref int at, int column, PayloadCells into)
    {
        var begin = at + 1;
        var isDoubled = false;
        var end = begin;
        while (true)
        {
            var next = text[end..].IndexOf((byte)'"');
            if (next < 0)
                return false;
            end += next;
            if (end + 1 == text.Length || text[end + 1] != '"')
                break;
            isDoubled = true;
            end += 2;
        }

        at = end + 1;
        if (!isDoubled)
        {
            into.Add(begin, end - begin, column, CellKind.Quoted);
            return true;
        }

        var single = into.Unescaped(end - begin, out var start);
        var length = 0;
        for (var i = begin; i < end; i++)
        {
            single[length++] = text[i];
            if (text[i] == '"')
                i++;
        }

        into.Keep(length);
        into.Add(start, length, column, CellKind.Quoted);
        return true;
    }
}
