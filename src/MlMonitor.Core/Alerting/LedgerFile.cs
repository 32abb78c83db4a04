using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlMonitor.Core.Alerting;

/// <summary>The form in which a ledger is kept: JSON that a person can read.</summary>
/// <param name="Schema">The version of the form.</param>
/// <param name="Revision">Tells one writing from every other.</param>
/// <param name="Lease">Who has the ledger, where the place itself cannot tell; null for nobody.</param>
/// <param name="Ledger">What is kept.</param>
internal sealed record LedgerFile(int Schema, string Revision, LedgerHolder? Lease, AlertLedger Ledger)
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a ledger.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    /// <summary>Reads a ledger.</summary>
    /// <param name="content">What is kept.</param>
    /// <returns>The ledger; null where it was written by a later version.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LedgerFile? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            var version = JsonSerializer.Deserialize<Versioned>(content, Readable)?.Schema;
            if (version > Version)
                return null;
            return version == Version && JsonSerializer.Deserialize<LedgerFile>(content, Readable) is { Ledger: { Alerts: not null, Silences: not null, Planned: not null, Watches: not null } } file
                ? file
                : throw new InvalidDataException("It is no state of MlMonitor.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or ArgumentException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>The problem of a ledger that a later version wrote.</summary>
    /// <param name="place">Where it is kept.</param>
    public static Problem FromLater(string place) => Problem.Of(ProblemId.StateVersionUnknown, $"The state {place} was written by a later version of MlMonitor.", place,
        "Install that version here too, or give another -StatePath.");

    /// <summary>The name under which a damaged ledger is set aside.</summary>
    /// <param name="place">Where it was kept.</param>
    /// <param name="at">When (UTC).</param>
    public static string Aside(string place, DateTimeOffset at) => $"{place}.damaged-{at.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}";

    private sealed record Versioned(int? Schema);
}

/// <summary>Who has a ledger, and until when nobody else may take it.</summary>
/// <param name="By">Who.</param>
/// <param name="Until">Until when (UTC).</param>
internal sealed record LedgerHolder(string By, DateTimeOffset Until)
{
    /// <summary>Since when (UTC); null where a version wrote it that did not tell.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who it is, for people.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="process">The id of the process there.</param>
    /// <param name="since">Since when (UTC); null where that is not known.</param>
    public static string Describe(string machine, int process, DateTimeOffset? since) =>
        $"process {process} on {machine}" + (since is { } time ? $" since {time:u}" : "");
}
