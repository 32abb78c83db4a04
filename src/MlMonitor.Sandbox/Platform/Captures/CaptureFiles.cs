using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>Capture files and files of labels, as they lie in S3.</summary>
internal static class CaptureFiles
{
    // Of the stream that has them: a file that somebody packed to save money, and one that was cut in the middle of a record.
    private const int Packed = 21;
    private const int Cut = 10;

    /// <summary>
    /// https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html:
    /// {destination}/{endpoint}/{variant}/yyyy/mm/dd/hh/MM-SS-mmm-{uuid}.jsonl
    /// </summary>
    public static IEnumerable<StoredObject> Of(CaptureStream stream, bool flawed = false) => stream.Slots.Where(slot => slot > 0 || stream.RecordsOf(slot).Any()).Select(slot =>
    {
        var dice = new Dice(slot, $"capture-key/{stream.Endpoint}/{stream.Variant}");
        var opened = stream.StartOf(slot) + TimeSpan.FromMilliseconds(dice.Number(0, 400));
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"datacapture/{stream.Endpoint}/{stream.Variant}/{opened.UtcDateTime:yyyy/MM/dd/HH/mm-ss-fff}-{dice.Guid()}.jsonl");
        var written = stream.EndOf(slot);
        if (flawed && slot == Packed)
            return new StoredObject(key + ".gz", written, () => Zip(Lines(stream, slot))) { ContentType = "application/gzip" };
        return new StoredObject(key, written, () => flawed && slot == Cut ? Torn(Lines(stream, slot)) : Lines(stream, slot))
        {
            ContentType = "application/x-ndjson",
        };
    });

    /// <summary>
    /// Labels that came in late: for each slot a file, under the hour when it was collected. One request in twenty is never
    /// labelled. As happens, some files name a request twice, and some one that nobody made.
    /// </summary>
    public static IEnumerable<StoredObject> Labels(CaptureStream stream, DateTimeOffset now, TimeSpan least, TimeSpan most)
    {
        foreach (var slot in stream.Slots)
        {
            var dice = new Dice(slot, $"labels/{stream.Endpoint}/{stream.Variant}");
            var collected = stream.StartOf(slot) + stream.SlotLength + dice.Between(least, most);
            if (collected > now)
                continue;
            var key = string.Create(
                CultureInfo.InvariantCulture, $"{stream.Endpoint}/{collected.UtcDateTime:yyyy/MM/dd/HH}/labels-{collected.UtcDateTime:mm-ss}-{dice.Hex(8)}.jsonl");
            yield return StoredObject.OfText(key, collected, () => LabelLines(stream, slot), "application/x-ndjson");
        }
    }

    /// <summary>The requests of a slot of which it becomes known what was so.</summary>
    public static IEnumerable<Captured> Labelled(CaptureStream stream, int slot)
    {
        var dice = new Dice(slot, $"labelled/{stream.Endpoint}/{stream.Variant}");
        return stream.RecordsOf(slot).Where(_ => !dice.Chance(0.05));
    }

    private static byte[] Lines(CaptureStream stream, int slot)
    {
        var format = stream.Format;
        using var lines = new MemoryStream();
        foreach (var record in stream.RecordsOf(slot))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    captureData = new
                    {
                        endpointInput = new { observedContentType = format.InputType, mode = "INPUT", data = format.Input(record), encoding = format.Encoding },
                        endpointOutput = new { observedContentType = format.OutputType, mode = "OUTPUT", data = format.Output(record), encoding = format.Encoding },
                    },
                    eventMetadata = new { eventId = record.EventId, inferenceId = record.InferenceId, inferenceTime = Seconds(record.Time) },
                    eventVersion = "0",
                },
                WireJson.Options));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static string LabelLines(CaptureStream stream, int slot)
    {
        var dice = new Dice(slot, $"stray/{stream.Endpoint}/{stream.Variant}");
        var lines = Labelled(stream, slot).Select(record => Label(record.InferenceId ?? record.EventId, record.Truth)).ToList();
        if (slot % 7 == 3 && lines.Count > 0)
            lines.Add(lines[0]);
        if (slot % 11 == 5)
            lines.Add(Label("nobody-" + dice.Hex(8), 1));
        // Real files end without a final new line.
        return string.Join('\n', lines);
    }

    private static string Label(string id, int truth) => JsonSerializer.Serialize(new
    {
        groundTruthData = new { data = truth.ToString(CultureInfo.InvariantCulture), encoding = "CSV" },
        eventMetadata = new { eventId = id },
        eventVersion = "0",
    });

    private static byte[] Zip(byte[] plain)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
            zip.Write(plain);
        return zipped.ToArray();
    }

    // Half of the line in the middle is lost.
    private static byte[] Torn(byte[] lines)
    {
        var text = Encoding.UTF8.GetString(lines).Split('\n').ToList();
        var middle = text.Count / 2;
        text[middle] = text[middle][..(text[middle].Length / 2)];
        return Encoding.UTF8.GetBytes(string.Join('\n', text));
    }

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
