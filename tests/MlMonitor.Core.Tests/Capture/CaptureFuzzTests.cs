using System.Globalization;
using System.Text;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Captures damaged at random, by seed: nothing throws or hangs, and what is not a good record is counted.</summary>
public sealed class CaptureFuzzTests : CaptureTestBase
{
    private static readonly byte[][] Pieces =
    [
        .. ((string[])["\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\\u0000", "\\ud800", "null", "1e999", "-", "{\"instances\":[", "\"features\":[", "\"data\":\"", "\"encoding\":\"BASE64\"", "\"\"", "\uFEFF", "\\\"", "\\n"])
            .Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC3], [0x1F, 0x8B], [0xFF, 0xFE],
    ];

    /// <summary>Seconds it runs; <c>MLMONITOR_FUZZ_SECONDS</c> for longer.</summary>
    private static double Seconds => double.Parse(Environment.GetEnvironmentVariable("MLMONITOR_FUZZ_SECONDS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_damage_throws_or_hangs_and_every_line_is_counted()
    {
        byte[][] seeds =
        [
            await File.ReadAllBytesAsync(Sample("sdk-instances.jsonl")),
            (await File.ReadAllBytesAsync(Sample("sdk-capture.jsonl")))[..3000],
            Encoding.UTF8.GetBytes(Record("{\"features\":[1,2]}\n{\"features\":[3,\"x\"]}", "{\"p\":{\"a\":1}}\n{\"p\":{\"a\":null}}", "application/jsonlines", "JSON") + "\n"),
            Encoding.UTF8.GetBytes(Record("\"a \"\"b\"\"\",2\r\n,\"c\nd\"", "1,2") + "\n" + Record(Convert.ToBase64String("1,2"u8), null, "text/plain", "BASE64") + "\n"),
        ];
        var random = new Random(20261122);
        var begun = DateTime.UtcNow;
        var path = Path.Combine(Folder, "fuzz.jsonl");
        var runs = 0;
        while ((DateTime.UtcNow - begun).TotalSeconds < Seconds)
        {
            var bytes = Mutate(seeds[random.Next(seeds.Length)], random);
            await File.WriteAllBytesAsync(path, bytes);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var rows = new RowTable();
            try
            {
                var summary = await CaptureReader.ReadAsync(
                    CaptureSource.OfPath(path), null, ColumnMap.None, () => rows, Sink, new CaptureOptions { Workers = 1, PartBytes = random.Next(200, 5000), MaxLineBytes = random.Next(1000, 10_000) }, patience.Token);
                Assert.Equal(rows.Rows.Count, summary.Rows);
                // What was unpacked or translated has other lines than the file.
                if (bytes is not ([0x1F, 0x8B, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]))
                    Assert.Equal(LinesOf(bytes), summary.Records + summary.BadRecords + summary.UnfinishedRecords);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Run {runs}: {Convert.ToBase64String(bytes)}", e);
            }

            runs++;
        }

        Assert.InRange(runs, 10, int.MaxValue);
    }

    // The mark of UTF-8 at the beginning of a file is no line.
    private static int LinesOf(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes).Split('\n').Count(line => line.AsSpan().ContainsAnyExcept(" \t\r\0"));

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var change = random.Next(1, 8); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 50), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
