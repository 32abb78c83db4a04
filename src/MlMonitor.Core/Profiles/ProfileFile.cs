using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Keeps profiles in files: a zip with <c>profile.json</c> for what is read by people and scripts, one binary entry for the
/// numbers and one for the texts of a column, and <c>checksums.sha256</c> in the form of <c>sha256sum</c>. The same profile is
/// the same file, byte for byte, and comes back exact to the bit.
/// </summary>
public static class ProfileFile
{
    private const string Description = "profile.json";
    private const string Checksums = "checksums.sha256";

    // The oldest a zip can tell: when a profile was written is no part of it.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Save(DatasetProfile profile, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var sums = new StringBuilder();
        Add(Description, ProfileDescription.Write(profile));
        for (var i = 0; i < profile.Columns.Count; i++)
        {
            var column = profile.Columns[i];
            if (column.NumberSummary.Count > 0)
                Add(NumbersOf(i), Encode(writer => NumberCodec.Write(writer, column.NumberSummary)));
            if (column.TextSummary.Count > 0)
                Add(TextsOf(i), Encode(writer => TextCodec.Write(writer, column.TextSummary)));
        }

        Put(Checksums, Encoding.UTF8.GetBytes(sums.ToString()));

        void Add(string name, ReadOnlySpan<byte> content)
        {
            sums.Append(Sum(content)).Append("  ").Append(name).Append('\n');
            Put(name, content);
        }

        void Put(string name, ReadOnlySpan<byte> content)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = NoTime;
            using var into = entry.Open();
            into.Write(content);
        }
    }

    /// <summary>Reads a profile.</summary>
    /// <param name="stream">Where from; stays open.</param>
    /// <param name="name">What to call it where something is wrong with it: its path or address.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="MlMonitorException">It is no profile, is damaged, or was written by a newer MlMonitor.</exception>
    public static DatasetProfile Load(Stream stream, string? name = null)
    {
        name ??= stream is FileStream file ? file.Name : "The file";
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.GetEntry(Description) is not { } description)
                throw new MlMonitorException($"{name} is no profile of MlMonitor: it has no {Description}.");
            using var json = JsonDocument.Parse(Bytes(description));
            // Before the checksums: a newer version may keep them elsewhere.
            ProfileDescription.CheckVersion(json.RootElement, name);
            var sums = ReadSums(zip);
            var content = zip.Entries.Where(entry => entry.FullName != Checksums).Select(entry => entry.FullName);
            if (!content.ToHashSet(StringComparer.Ordinal).SetEquals(sums.Keys))
                throw new InvalidDataException("parts of it are missing");
            Check(description, sums, Bytes(description));
            return ProfileDescription.Read(
                json.RootElement,
                column => Decode(NumbersOf(column), NumberSummary.Empty, NumberCodec.Read),
                column => Decode(TextsOf(column), TextSummary.Empty, TextCodec.Read));

            T Decode<T>(string part, T none, Func<BinaryReader, T> read)
            {
                if (zip.GetEntry(part) is not { } entry)
                    return none;
                var bytes = Bytes(entry);
                Check(entry, sums, bytes);
                using var reader = new BinaryReader(new MemoryStream(bytes));
                return read(reader);
            }
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or ArgumentException or FormatException
            or OverflowException or InvalidOperationException or KeyNotFoundException or NotSupportedException)
        {
            throw new MlMonitorException($"{name} is damaged, or no profile of MlMonitor: {e.Message}", e);
        }
    }

    private static string NumbersOf(int column) => $"numbers/{column}";

    private static string TextsOf(int column) => $"texts/{column}";

    private static string Sum(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    private static void Check(ZipArchiveEntry entry, Dictionary<string, string> sums, byte[] content)
    {
        if (sums.GetValueOrDefault(entry.FullName) != Sum(content))
            throw new InvalidDataException($"{entry.FullName} is not what was written.");
    }

    private static Dictionary<string, string> ReadSums(ZipArchive zip)
    {
        var entry = zip.GetEntry(Checksums) ?? throw new InvalidDataException($"it has no {Checksums}.");
        return Encoding.UTF8.GetString(Bytes(entry)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  ", 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        using var into = new MemoryStream((int)Math.Clamp(entry.Length, 0, Array.MaxLength));
        from.CopyTo(into);
        return into.ToArray();
    }

    private static byte[] Encode(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            write(writer);
        return bytes.ToArray();
    }
}
