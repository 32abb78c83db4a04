using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace MlMonitor.Core.Capture;

/// <summary>Reads the line of a record: members in any order, those it does not know passed over, no object made.</summary>
internal sealed class CaptureEnvelopeReader : IDisposable
{
    /// <summary>What is said of a record that ends before its time; of the last line it may mean that the file is still being written.</summary>
    public const string CutOff = "the record is cut off";

    private byte[] _scratch = [];
    private int _used;
    private Range _custom;

    /// <summary>Reads a record.</summary>
    /// <param name="line">The line, not blank.</param>
    /// <param name="record">The record, valid until the next is read.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    public string? Read(ReadOnlySpan<byte> line, out CaptureRecord record)
    {
        record = default;
        _custom = default;
        Reserve(line.Length);
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
            if (!Utf8.IsValid(line))
                return "it is not UTF-8";
            return record.Input.IsPresent || record.Output.IsPresent || record.Label.IsPresent
                ? Decode(ref record.Input) ?? Decode(ref record.Output) ?? Decode(ref record.Label)
                : "it has neither input nor output";
        }
        catch (JsonException)
        {
            return "it is not JSON";
        }
        catch (InvalidOperationException)
        {
            return "it is not UTF-8";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scratch.Length > 0)
            ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = [];
    }

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
                record.Time = TimeOf(ref reader);
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

    /// <summary>Real files have the literal <c>{%s}</c> here: a time that cannot be read is no time, and no damage.</summary>
    private static DateTimeOffset? TimeOf(scoped ref Utf8JsonReader reader)
    {
        if (reader.TryGetDateTimeOffset(out var exact) && (reader.ValueSpan is [.., (byte)'Z' or (byte)'z'] || HasOffset(reader.ValueSpan)))
            return exact.ToUniversalTime();
        return reader.ValueSpan.Length is > 0 and < 64
            && DateTimeOffset.TryParse(Encoding.UTF8.GetString(reader.ValueSpan), CultureInfo.InvariantCulture,
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
    private void Reserve(int lineLength)
    {
        _used = 0;
        if (_scratch.Length >= lineLength * 2L)
            return;
        Dispose();
        _scratch = ArrayPool<byte>.Shared.Rent(Math.Max(64 << 10, lineLength * 2));
    }
}
