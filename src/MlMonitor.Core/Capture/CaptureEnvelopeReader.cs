using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>Reads the line of a record: members in any order, those it does not know passed over, no object made.</summary>
internal sealed class CaptureEnvelopeReader : IDisposable
{
    /// <summary>What is said of a record that ends before its time; of the last line it may mean that the file is still being written.</summary>
    public const string CutOff = "the record is cut off";

    private const int LongestTime = 64;
    private const int MostPatience = 1024;
    private const string NotUtf8 = "it is not UTF-8";

    private byte[] _scratch = [];
    private int _used;
    private Range _custom;
    private readonly byte[] _timeText = new byte[LongestTime];
    private CaptureTemplate? _template;
    private int _hits;
    private int _misses;
    private int _patience = 1;
    private int _timeLength;
    private DateTimeOffset? _time;

    /// <summary>Reads a record.</summary>
    /// <param name="line">The line, not blank.</param>
    /// <param name="record">The record, valid until the next is read.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(ReadOnlySpan<byte> line, out CaptureRecord record)
    {
        record = default;
        _custom = default;
        Reserve(line.Length);
        if (_template is not null && _template.TryRead(line, ref record, out var isAscii))
        {
            _hits++;
            return isAscii || Utf8.IsValid(line) ? Finish(ref record) : NotUtf8;
        }

        record = default;
        // Most of what is no record is told apart here, without an exception.
        var begin = line.IndexOfAnyExcept(" \t"u8);
        if (begin < 0 || line[begin] != '{')
            return "it is no object of JSON";
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
            var read = default(CaptureRecord);
            if (!ReadRecord(ref reader, ref read))
                return CutOff;
            record = read;
            record.CustomAttributes = line[_custom];
            if (line[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t"u8) >= 0)
                return "there is more on the line than one record";
            if (!record.Input.IsPresent && !record.Output.IsPresent && !record.Label.IsPresent)
                return Utf8.IsValid(line) ? "it has neither input nor output" : NotUtf8;
            // A label is not among what may differ.
            if (!record.Label.IsPresent)
                MakeTemplate(line, record);
            return Utf8.IsValid(line) ? Finish(ref record) : NotUtf8;
        }
        catch (JsonException)
        {
            return "it is not JSON";
        }
        catch (InvalidOperationException)
        {
            return NotUtf8;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scratch.Length > 0)
            ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = [];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadRecord(scoped ref Utf8JsonReader reader, scoped ref CaptureRecord record)
    {
        if (!reader.Read())
            return false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isData = reader.ValueTextEquals("captureData"u8);
            var isMetadata = !isData && reader.ValueTextEquals("eventMetadata"u8);
            var isLabel = !isData && !isMetadata && reader.ValueTextEquals("groundTruthData"u8);
            if (!reader.Read())
                return false;
            var read = reader.TokenType != JsonTokenType.StartObject || !(isData || isMetadata || isLabel) ? reader.TrySkip()
                : isData ? ReadData(ref reader, ref record) : isLabel ? ReadPayload(ref reader, ref record.Label) : ReadMetadata(ref reader, ref record);
            if (!read)
                return false;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadData(scoped ref Utf8JsonReader reader, scoped ref CaptureRecord record)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isInput = reader.ValueTextEquals("endpointInput"u8) || reader.ValueTextEquals("batchTransformInput"u8);
            var isOutput = !isInput && (reader.ValueTextEquals("endpointOutput"u8) || reader.ValueTextEquals("batchTransformOutput"u8));
            if (!reader.Read())
                return false;
            var read = reader.TokenType != JsonTokenType.StartObject || (!isInput && !isOutput) ? reader.TrySkip()
                : ReadPayload(ref reader, ref isInput ? ref record.Input : ref record.Output);
            if (!read)
                return false;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadPayload(scoped ref Utf8JsonReader reader, scoped ref CapturePayload payload)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isData = reader.ValueTextEquals("data"u8);
            var isEncoding = !isData && reader.ValueTextEquals("encoding"u8);
            var isType = !isData && !isEncoding && reader.ValueTextEquals("observedContentType"u8);
            if (!reader.Read())
                return false;
            if (reader.TokenType != JsonTokenType.String)
            {
                if (!reader.TrySkip())
                    return false;
            }
            else if (isData)
            {
                payload.Data = Copy(ref reader);
                payload.IsPresent = true;
            }
            else if (isEncoding)
            {
                payload.Encoding = reader.ValueTextEquals("CSV"u8) ? PayloadEncoding.Csv : reader.ValueTextEquals("JSON"u8) ? PayloadEncoding.Json
                    : reader.ValueTextEquals("BASE64"u8) ? PayloadEncoding.Base64 : PayloadEncoding.Unknown;
            }
            else if (isType)
            {
                payload.ContentType = Copy(ref reader);
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadMetadata(scoped ref Utf8JsonReader reader, scoped ref CaptureRecord record)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isEvent = reader.ValueTextEquals("eventId"u8);
            var isInference = !isEvent && reader.ValueTextEquals("inferenceId"u8);
            var isTime = !isEvent && !isInference && reader.ValueTextEquals("inferenceTime"u8);
            var isCustom = !isEvent && !isInference && !isTime && reader.ValueTextEquals("customAttributes"u8);
            if (!reader.Read())
                return false;
            if (isEvent && reader.TokenType == JsonTokenType.String)
                record.EventId = Copy(ref reader);
            else if (isInference && reader.TokenType == JsonTokenType.String)
                record.InferenceId = Copy(ref reader);
            else if (isTime && reader.TokenType == JsonTokenType.String)
                record.TimeText = Copy(ref reader);
            else if (!Skip(ref reader, isCustom))
                return false;
        }

        return false;
    }

    private bool Skip(scoped ref Utf8JsonReader reader, bool isCustom)
    {
        if (!isCustom || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            return reader.TrySkip();
        var begin = reader.TokenStartIndex;
        if (!reader.TrySkip())
            return false;
        _custom = (int)begin..(int)reader.BytesConsumed;
        return true;
    }

    /// <summary>Where no two lines have the same shape, making one of each would be for nothing.</summary>
    private void MakeTemplate(ReadOnlySpan<byte> line, scoped in CaptureRecord record)
    {
        if (++_misses < _patience)
            return;
        _patience = _hits >= _patience ? 1 : Math.Min(MostPatience, _patience * 2);
        (_hits, _misses) = (0, 0);
        _template = CaptureTemplate.Of(line, record) ?? _template;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Finish(scoped ref CaptureRecord record)
    {
        record.Time = TimeOf(record.TimeText);
        return Decode(ref record.Input) ?? Decode(ref record.Output) ?? Decode(ref record.Label);
    }

    /// <summary>Times are to the second, and many records of one second follow each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private DateTimeOffset? TimeOf(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > LongestTime)
            return null;
        if (ByteScan.AreSame(text, _timeText.AsSpan(0, _timeLength)))
            return _time;
        text.CopyTo(_timeText);
        _timeLength = text.Length;
        return _time = Parse(text);
    }

    /// <summary>Real files have the literal <c>{%s}</c> here: a time that cannot be read is no time, and no damage.</summary>
    private static DateTimeOffset? Parse(ReadOnlySpan<byte> text)
    {
        Span<byte> quoted = stackalloc byte[LongestTime + 2];
        quoted[0] = (byte)'"';
        text.CopyTo(quoted[1..]);
        quoted[text.Length + 1] = (byte)'"';
        // A text that was unescaped may have what JSON would escape: it is no time then, as JSON has times.
        if (text.IndexOfAny((byte)'"', (byte)'\\') < 0 && text.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0)
        {
            var reader = new Utf8JsonReader(quoted[..(text.Length + 2)]);
            reader.Read();
            if (reader.TryGetDateTimeOffset(out var exact) && (text is [.., (byte)'Z' or (byte)'z'] || HasOffset(text)))
                return exact.ToUniversalTime();
        }

        return DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var lenient) ? lenient : null;
    }

    /// <summary>A time without a zone would be read as this machine's.</summary>
    private static bool HasOffset(ReadOnlySpan<byte> time) => time.Length > 6 && time[^6] is (byte)'+' or (byte)'-' && time.Contains((byte)'T');

    /// <summary>Text without escapes stays where it is.</summary>
    private ReadOnlySpan<byte> Copy(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        var into = _scratch.AsSpan(_used, reader.ValueSpan.Length);
        var length = reader.CopyString(into);
        _used += length;
        return into[..length];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Decode(scoped ref CapturePayload payload)
    {
        if (payload.Encoding != PayloadEncoding.Base64)
            return null;
        var into = _scratch.AsSpan(_used);
        if (Base64.DecodeFromUtf8(payload.Data, into, out _, out var length) != OperationStatus.Done)
            return "its payload is not Base64";
        _used += length;
        payload.Data = into[..length];
        return null;
    }

    /// <summary>What was unescaped and then decoded takes less than the line twice: nothing moves while a record is in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reserve(int lineLength)
    {
        _used = 0;
        if (_scratch.Length >= lineLength * 2L)
            return;
        Dispose();
        _scratch = ArrayPool<byte>.Shared.Rent(Math.Max(64 << 10, lineLength * 2));
    }
}
