namespace MlMonitor.Core.Capture;

/// <summary>One line of a capture file, without a copy: valid until the next line is read.</summary>
internal ref struct CaptureRecord
{
    /// <summary>What the endpoint was asked.</summary>
    public CapturePayload Input;

    /// <summary>What it answered, or what a batch transform wrote.</summary>
    public CapturePayload Output;

    /// <summary>The event id as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> EventId;

    /// <summary>The id the caller gave the request, as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> InferenceId;

    /// <summary>The custom attributes as JSON, as they are written; empty where there are none.</summary>
    public ReadOnlySpan<byte> CustomAttributes;

    /// <summary>When it was, as it is written; empty where it does not say.</summary>
    public ReadOnlySpan<byte> TimeText;

    /// <summary>When it was (UTC); null where that cannot be told.</summary>
    public DateTimeOffset? Time;
}

/// <summary>A request or an answer, decoded: the escapes of JSON and Base64 are gone.</summary>
internal ref struct CapturePayload
{
    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Data;

    /// <summary>The content type, such as <c>text/csv; charset=utf-8</c>; empty where none was told.</summary>
    public ReadOnlySpan<byte> ContentType;

    /// <summary>How the capture says it kept it.</summary>
    public PayloadEncoding Encoding;

    /// <summary>Whether it is there at all.</summary>
    public bool IsPresent;
}

/// <summary>How a capture keeps a request or an answer.</summary>
internal enum PayloadEncoding
{
    /// <summary>It does not say, or says something new.</summary>
    Unknown,

    /// <summary>As text, of CSV.</summary>
    Csv,

    /// <summary>As text, of JSON or JSON Lines.</summary>
    Json,

    /// <summary>In Base64: its content type was not among those the capture was told of.</summary>
    Base64,
}
