using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>
/// Keeps a stored hour in one file: a zip with <c>hour.json</c>, its checksum in the form of <c>sha256sum</c>, and a profile file
/// (<see cref="ProfileFile"/>, which has checksums of its own) for each hour the requests were in.
/// </summary>
internal static class StoredHourFile
{
    private const string Description = "hour.json";
    private const string Checksum = "hour.json.sha256";

    // The oldest a zip can tell: the same hour is the same file.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an hour.</summary>
    public static byte[] Write(StoredHour hour)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var description = JsonSerializer.SerializeToUtf8Bytes(Content.Of(hour));
            Put(zip, Description, stream => stream.Write(description));
            Put(zip, Checksum, stream => stream.Write(Sum(description)));
            for (var i = 0; i < hour.Parts.Count; i++)
            {
                // A zip in a zip: it is packed already, and is written to where it can go back.
                using var profile = new MemoryStream();
                ProfileFile.Save(hour.Parts[i].Profile, profile);
                Put(zip, NameOf(i), stream => stream.Write(profile.GetBuffer(), 0, (int)profile.Length));
            }
        }

        return file.ToArray();
    }

    /// <summary>Reads an hour.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">What to call it where something is wrong with it.</param>
    /// <exception cref="MlMonitorException">It is damaged, or no stored hour.</exception>
    public static StoredHour Read(byte[] content, string name)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var description = Bytes(zip, Description);
            if (!Sum(description).AsSpan().SequenceEqual(Bytes(zip, Checksum)))
                throw new InvalidDataException($"{Description} is not what was written.");
            var read = JsonSerializer.Deserialize<Content>(description) ?? throw new InvalidDataException($"{Description} is empty.");
            return read.ToHour([.. read.Parts.Select((_, i) => ProfileFile.Load(new MemoryStream(Bytes(zip, NameOf(i))), $"{name}, {NameOf(i)},"))]);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new MlMonitorException($"{name} is damaged, or no stored hour: {e.Message}", e);
        }
    }

    private static string NameOf(int part) => FormattableString.Invariant($"parts/{part}.mlprofile");

    private static byte[] Sum(byte[] content) => System.Text.Encoding.ASCII.GetBytes($"{Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant()}  {Description}\n");

    private static void Put(ZipArchive zip, string name, Action<Stream> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        write(stream);
    }

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var from = (zip.GetEntry(name) ?? throw new InvalidDataException($"it has no {name}.")).Open();
        using var into = new MemoryStream();
        from.CopyTo(into);
        return into.ToArray();
    }

    /// <summary>What <c>hour.json</c> holds.</summary>
    private sealed record Content(
        string EndpointName, string VariantName, DateTimeOffset Hour, string Key, StoredFile[] Files, Part[] Parts, long BadRecords, long UnfinishedRecords,
        long ExplanationCalls, BadRecord[] FirstBad, string[] OutputColumns)
    {
        public static Content Of(StoredHour hour) => new(
            hour.EndpointName, hour.VariantName, hour.Hour, hour.Key, [.. hour.Files], [.. hour.Parts.Select(part => new Part(part.Hour, part.Records, part.First, part.Last))],
            hour.BadRecords, hour.UnfinishedRecords, hour.ExplanationCalls, [.. hour.FirstBad], [.. hour.OutputColumns]);

        public StoredHour ToHour(DatasetProfile[] profiles) => new()
        {
            EndpointName = EndpointName,
            VariantName = VariantName,
            Hour = Hour,
            Key = Key,
            Files = Files,
            Parts = [.. Parts.Zip(profiles, (part, profile) => new HourPart(part.Hour, part.Records, part.First, part.Last, profile))],
            BadRecords = BadRecords,
            UnfinishedRecords = UnfinishedRecords,
            ExplanationCalls = ExplanationCalls,
            FirstBad = FirstBad,
            OutputColumns = OutputColumns,
        };
    }

    private sealed record Part(DateTimeOffset Hour, long Records, DateTimeOffset? First, DateTimeOffset? Last);
}
