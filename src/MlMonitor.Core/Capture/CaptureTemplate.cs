using System.Runtime.CompilerServices;
using System.Text.Unicode;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>
/// The shape of a record that was read with care. Records of a file mostly differ in five texts only: input, output, ids and time.
/// A line that is the same around these, and has no escape in them, reads the same: that is told by comparing bytes, at a fraction
/// of what parsing takes. Any other line is for <see cref="CaptureEnvelopeReader"/> to parse.
/// </summary>
internal sealed class CaptureTemplate
{
    private const int MostFields = 5;
    private readonly byte[] _line;
    private readonly List<(Field Field, int Start, int Length)> _fields = [];
    private readonly PayloadEncoding _input;
    private readonly PayloadEncoding _output;
    private readonly (int Start, int Length) _inputType;
    private readonly (int Start, int Length) _outputType;

    private CaptureTemplate(ReadOnlySpan<byte> line, scoped in CaptureRecord record)
    {
        _line = line.ToArray();
        (_input, _output) = (record.Input.Encoding, record.Output.Encoding);
        (_inputType, _outputType) = (PlaceOf(line, record.Input.ContentType), PlaceOf(line, record.Output.ContentType));
        Note(Field.Input, line, record.Input.Data);
        Note(Field.Output, line, record.Output.Data);
        Note(Field.EventId, line, record.EventId);
        Note(Field.InferenceId, line, record.InferenceId);
        Note(Field.Time, line, record.TimeText);
        _fields.Sort((one, other) => one.Start.CompareTo(other.Start));
    }

    private enum Field
    {
        Input,
        Output,
        EventId,
        InferenceId,
        Time,
    }

    /// <summary>Makes the shape of a record.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="record">The record as it was parsed, before Base64 is decoded.</param>
    /// <returns>The shape; null where something in it was escaped, is not UTF-8, or more than the five texts may differ.</returns>
    public static CaptureTemplate? Of(ReadOnlySpan<byte> line, scoped in CaptureRecord record)
    {
        // What was unescaped lies elsewhere; an empty text is in quotation marks that are not at hand.
        if (!record.CustomAttributes.IsEmpty || record.Input is { IsPresent: true, Data.IsEmpty: true } || record.Output is { IsPresent: true, Data.IsEmpty: true }
            || line.IndexOf((byte)'\\') >= 0 || !Utf8.IsValid(line))
            return null;
        var template = new CaptureTemplate(line, record);
        return template._fields.Count is > 0 and <= MostFields && template._fields.TrueForAll(field => template.IsQuoted(field.Start, field.Length)) ? template : null;
    }

    /// <summary>Reads a line that has the shape.</summary>
    /// <param name="line">The line.</param>
    /// <param name="record">The record; its time is not read yet. Not to be used where the line has another shape.</param>
    /// <param name="isAscii">Whether the texts in which it may differ are ASCII: all else was found to be UTF-8 already.</param>
    /// <returns>Whether it has.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(ReadOnlySpan<byte> line, ref CaptureRecord record, out bool isAscii)
    {
        isAscii = true;
        record = default;
        record.Input.Encoding = _input;
        record.Output.Encoding = _output;
        record.Input.ContentType = _line.AsSpan(_inputType.Start, _inputType.Length);
        record.Output.ContentType = _line.AsSpan(_outputType.Start, _outputType.Length);
        var (at, known) = (0, 0);
        foreach (var (field, start, length) in _fields)
        {
            var around = _line.AsSpan(known, start - known);
            if (line.Length - at < around.Length || !ByteScan.AreSame(line.Slice(at, around.Length), around))
                return false;
            at += around.Length;
            var end = ByteScan.EndOfText(line[at..], out var isTextAscii);
            if (end <= 0)
                return false;
            isAscii &= isTextAscii;
            var text = line.Slice(at, end);
            at += end;
            known = start + length;
            switch (field)
            {
                case Field.Input:
                    record.Input.Data = text;
                    record.Input.IsPresent = true;
                    break;
                case Field.Output:
                    record.Output.Data = text;
                    record.Output.IsPresent = true;
                    break;
                case Field.EventId:
                    record.EventId = text;
                    break;
                case Field.InferenceId:
                    record.InferenceId = text;
                    break;
                default:
                    record.TimeText = text;
                    break;
            }
        }

        return ByteScan.AreSame(line[at..], _line.AsSpan(known));
    }

    private static (int Start, int Length) PlaceOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text) =>
        !text.IsEmpty && line.Overlaps(text, out var start) ? (start, text.Length) : (0, 0);

    private void Note(Field field, ReadOnlySpan<byte> line, ReadOnlySpan<byte> text)
    {
        if (PlaceOf(line, text) is { Length: > 0 } place)
            _fields.Add((field, place.Start, place.Length));
    }

    private bool IsQuoted(int start, int length) => start > 0 && _line[start - 1] == '"' && start + length < _line.Length && _line[start + length] == '"';
}
