using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace MlMonitor.Core.Capture;

/// <summary>Reads payloads of any form into rows.</summary>
internal sealed class PayloadReader
{
    private readonly JsonPayload _json;
    private readonly PayloadPath? _path;
    private byte[] _chosen = [];

    /// <summary>Makes a reader.</summary>
    /// <param name="path">The JMESPath of what is wanted of JSON; null for all.</param>
    public PayloadReader(string? path)
    {
        _json = new JsonPayload(Cells);
        _path = path is null ? null : new PayloadPath(path);
    }

    /// <summary>The rows of the payload read last.</summary>
    public PayloadCells Cells { get; } = new();

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="text">What the cells are places in.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(in CapturePayload payload, out ReadOnlySpan<byte> text)
    {
        Cells.Clear();
        text = payload.Data;
        if (!payload.IsPresent)
            return null;
        // What came in Base64 was decoded, and is told by its content type; one of no known type by how it begins.
        if (payload.Encoding is PayloadEncoding.Base64 && (!Utf8.IsValid(text) || text.Contains((byte)0)))
            return "its payload is no text";
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        if (!IsJson(payload, text))
            return CsvPayload.Read(text, Cells);
        if (_path is null)
            return _json.Read(text);
        var reason = _path.Choose(text, out _chosen);
        text = _chosen;
        return reason ?? _json.Read(text);
    }

    private static bool IsJson(in CapturePayload payload, ReadOnlySpan<byte> text)
    {
        if (payload.Encoding == PayloadEncoding.Csv)
            return false;
        if (payload.Encoding == PayloadEncoding.Json || payload.ContentType.IndexOf("json"u8) >= 0)
            return true;
        if (payload.ContentType.IndexOf("csv"u8) >= 0)
            return false;
        var begin = text.IndexOfAnyExcept(" \t\r\n"u8);
        return begin >= 0 && text[begin] is (byte)'{' or (byte)'[';
    }
}
