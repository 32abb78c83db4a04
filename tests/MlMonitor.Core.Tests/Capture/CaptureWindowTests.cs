using System.Globalization;
using System.Text;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Which files are opened and which records are given, and several workers at once.</summary>
public sealed class CaptureWindowTests : CaptureTestBase
{
    private static readonly MlWindow Ten = new(Utc("2026-11-22T10:00:00Z"), Utc("2026-11-22T11:00:00Z"));

    [Fact]
    public async Task Records_go_by_their_time_and_files_of_the_hours_beside_are_looked_into()
    {
        Hour("08", "1,1", "10:10:00");
        Hour("09", "2,2", "09:59:59", "10:00:00");
        Hour("10", "3,3", "10:30:00");
        Hour("11", "4,4", "10:59:59", "11:00:00");
        Hour("12", "5,5", "10:20:00");
        var (summary, rows) = await ReadAsync(Folder, Ten);

        Assert.Equal(["2", "3", "4"], rows.Rows.Select(r => r["_c1"]).Order());
        Assert.Equal((3, 3L, 2L), (summary.Files, summary.Records, summary.RecordsOutside));
        Assert.Equal(("churn", "AllTraffic"), (summary.EndpointName, summary.VariantName));
        Assert.Equal((Ten.After, Ten.Before.AddSeconds(-1)), (summary.First, summary.Last));
    }

    [Fact]
    public async Task A_record_whose_time_cannot_be_read_goes_by_its_folder()
    {
        Put("churn/AllTraffic/2026/11/22/10/a.jsonl", Record("1,2", time: "{%s}"));
        Put("churn/AllTraffic/2026/11/22/11/a.jsonl", Record("3,4", time: "{%s}"));
        Put("loose.jsonl", Record("5,6", time: "soon"));
        var (summary, rows) = await ReadAsync(Folder, Ten);

        Assert.Equal(["1", "5"], rows.Rows.Select(r => r["_c1"]).Order());
        Assert.Equal(1, summary.RecordsOutside);
    }

    [Fact]
    public async Task A_window_without_records_says_when_the_newest_are()
    {
        Hour("08", "1,1", "08:10:00");
        var (summary, _) = await ReadAsync(Folder, Ten);

        Assert.Equal(ProblemId.CaptureEmpty, summary.Problem?.Id);
        Assert.Contains("2026-11-22 08:00", summary.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_variant_that_is_wanted_is_read()
    {
        Hour("10", "1,1", "10:10:00");
        Put("churn/challenger/2026/11/22/10/a.jsonl", Record("2,2"));
        var (summary, rows) = await ReadAsync(Folder, Ten, options: new CaptureOptions { VariantName = "challenger" });

        Assert.Equal(("challenger", "2"), (summary.VariantName, Assert.Single(rows.Rows)["_c1"]));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 100)]
    [InlineData(2, 1000)]
    [InlineData(3, 317)]
    [InlineData(2, 1_000_000)]
    public async Task A_file_in_parts_gives_every_row_once_and_the_lines_of_bad_ones(int workers, int part)
    {
        var lines = Enumerable.Range(0, 200).Select(i => i % 50 == 37 ? "bad" : Record($"{i},0")).ToList();
        var path = Put("a.jsonl", [.. lines]);
        var tables = new List<RowTable>();
        IRowReceiver Make()
        {
            tables.Add(new RowTable());
            return tables[^1];
        }

        var summary = await CaptureReader.ReadAsync(
            CaptureSource.OfPath(path), null, ColumnMap.None, Make, Sink, new CaptureOptions { Workers = workers, PartBytes = part }, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 200).Where(i => i % 50 != 37), tables.SelectMany(t => t.Rows).Select(r => int.Parse(r["_c1"], CultureInfo.InvariantCulture)).Order());
        Assert.Equal([38L, 88, 138, 188], summary.FirstBad.Select(b => b.Line));
        Assert.Equal((196L, 4L, new FileInfo(path).Length, 1), (summary.Records, summary.BadRecords, summary.Bytes, summary.Files));
    }

    [Fact]
    public async Task Any_chunking_of_the_stream_gives_the_same_lines()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => new string('x', random.Next(0, 60)) + (random.Next(3) == 0 ? "\r\n" : "\n")))
                + new string('y', random.Next(0, 2) * random.Next(0, 50));
            var bytes = Encoding.UTF8.GetBytes(text);
            // As .NET's own reader of lines has them.
            List<string> expected = [];
            using (var reader = new StringReader(text))
                while (reader.ReadLine() is { } line)
                    expected.Add(line.Length > 40 ? "too long" : line);
            using var lines = new CaptureLineReader(new Trickle(bytes, random), maxLineBytes: 41, bufferBytes: 16);
            List<string> got = [];
            do
                while (lines.TryTake(out var line))
                    got.Add(lines.IsTooLong || line.Length > 40 ? "too long" : Encoding.UTF8.GetString(line));
            while (await lines.FillAsync(CancellationToken.None));

            Assert.Equal(expected, got);
            Assert.Equal(bytes.Length, lines.Consumed);
            Assert.Equal(expected.Count, lines.LineNumber);
        }
    }

    [Fact]
    public async Task Reading_ends_within_a_second_in_the_middle_of_a_line_that_never_ends()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var lines = new CaptureLineReader(new Endless());
        var begun = DateTime.UtcNow;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            do
                while (lines.TryTake(out _))
                    Assert.Fail("There is no line.");
            while (await lines.FillAsync(stop.Token));
        });

        Assert.InRange(DateTime.UtcNow - begun, TimeSpan.Zero, TimeSpan.FromSeconds(1.3));
    }

    private void Hour(string hour, string input, params string[] times) =>
        File.SetLastWriteTimeUtc(
            Put($"churn/AllTraffic/2026/11/22/{hour}/00-00-000-a.jsonl", [.. times.Select(t => Record(input, time: $"2026-11-22T{t}Z"))]),
            Utc($"2026-11-22T{hour}:59:59Z").AddMinutes(5).UtcDateTime);

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 30))], cancellationToken);
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
