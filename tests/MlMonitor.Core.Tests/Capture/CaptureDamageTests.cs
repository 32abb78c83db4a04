using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Captures that are not as they should be: each has its answer, and the rest is read.</summary>
public sealed class CaptureDamageTests : CaptureTestBase
{
    private static readonly string Good = Record("1,2");

    [Theory]
    [InlineData("nonsense", "it is no object of JSON")]
    [InlineData("""{"a":nonsense}""", "it is not JSON")]
    [InlineData("""{"captureData":{}}""", "it has neither input nor output")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"1,2","encoding":"CSV"}}} {}""", "there is more on the line than one record")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"1,2,3","encoding":"CSV"}}}""", "its input has 3 columns instead of 2")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"1,2\n3","encoding":"CSV"}}}""", "its input has 1 columns instead of 2")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"1,2\n3,4","encoding":"CSV"},"endpointOutput":{"data":"1\n2\n3","encoding":"CSV"}}}""", "it has 2 rows of input and 3 of output")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"","encoding":"CSV"}}}""", "its payload is empty")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"\"1,2","encoding":"CSV"}}}""", "a quotation mark is not closed")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"\"1\"x,2","encoding":"CSV"}}}""", "text follows a closing quotation mark")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"{\"a\":","encoding":"JSON"}}}""", "its payload is not JSON")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"*","encoding":"BASE64"}}}""", "its payload is not Base64")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"iVBORwA=","encoding":"BASE64"}}}""", "its payload is no text")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"\ud800,2","encoding":"CSV"}}}""", "it is not UTF-8")]
    public async Task A_bad_line_is_counted_and_named_and_no_row_of_it_is_passed_on(string line, string reason)
    {
        var path = Put("a.jsonl", Good, "", line, Good);
        var (summary, rows) = await ReadAsync(path);

        Assert.Equal((2L, 2L, 1L, 0L, 2), (summary.Records, summary.Rows, summary.BadRecords, summary.UnfinishedRecords, rows.Rows.Count));
        Assert.Equal(new BadRecord(path, 3, reason), Assert.Single(summary.FirstBad));
        Assert.True(summary.IsDamaged(0.01));
        Assert.False(summary.IsDamaged(0.5));
    }

    [Theory]
    [InlineData("1,2,3", "0.5", "its input has 3 columns instead of 2")]
    [InlineData("1", "0.5", "its input has 1 columns instead of 2")]
    [InlineData("1,2", "0.5,0.5", "its output has 2 columns instead of 1")]
    public async Task A_first_record_of_the_wrong_width_does_not_make_bad_ones_of_all_others(string input, string output, string reason)
    {
        var path = Put("a.jsonl", [Record(input, output), .. Enumerable.Repeat(Good, 300)]);
        var (summary, rows) = await ReadAsync(path);
        var (outside, _) = await ReadAsync(path, new MlWindow(Utc("2026-11-22T10:00:00Z"), Utc("2026-11-22T11:00:00Z")));

        Assert.Equal((300L, 1L, 300), (summary.Records, summary.BadRecords, rows.Rows.Count));
        Assert.Equal("_c0=0.5 _c1=1 _c2=2", rows.Line(0));
        Assert.Equal(new BadRecord(path, 1, reason), Assert.Single(summary.FirstBad));
        Assert.Equal((300L, 1L), (outside.Records, outside.BadRecords));
    }

    [Fact]
    public async Task Nor_does_one_that_has_a_file_of_its_own()
    {
        var bad = Put("00.jsonl", Record("1,2,3"));
        for (var file = 1; file < 12; file++)
            Put($"{file:00}.jsonl", Good);
        var (summary, _) = await ReadAsync(Folder);
        var records = new List<MlCaptureRecord>();
        await foreach (var record in CaptureReader.RecordsAsync(CaptureSource.OfPath(Folder), null, ColumnMap.None, Sink, _ => { }, null, CancellationToken.None))
            records.Add(record);

        Assert.Equal((11L, 1L), (summary.Records, summary.BadRecords));
        Assert.Equal(bad, Assert.Single(summary.FirstBad).File);
        Assert.Equal(bad, Assert.Single(records, record => record.Damage is not null).Path);
        Assert.Equal(12, records.Count);
    }

    [Fact]
    public async Task A_first_line_of_megabytes_settles_the_columns_too()
    {
        Put("a.jsonl", Record($"{new string('x', 3 << 20)},2"), Good, Record("1,2,3"));
        var (summary, _) = await ReadAsync(Folder);

        Assert.Equal((2L, 1L), (summary.Records, summary.BadRecords));
    }

    [Fact]
    public async Task Half_a_record_in_the_middle_is_bad_and_at_the_end_unfinished()
    {
        var path = Put("a.jsonl", Encoding.UTF8.GetBytes($"{Good}\n{Good[..80]}\n{Good}\n{Good[..99]}"));
        var (summary, _) = await ReadAsync(path);

        Assert.Equal((2L, 1L, 1L), (summary.Records, summary.BadRecords, summary.UnfinishedRecords));
        Assert.Equal(new BadRecord(path, 2, "the record is cut off"), Assert.Single(summary.FirstBad));
    }

    [Fact]
    public async Task A_file_still_being_written_is_read_as_far_as_it_is_while_it_is_open()
    {
        var path = Path.Combine(Folder, "a.jsonl");
        await using var writer = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await writer.WriteAsync(Encoding.UTF8.GetBytes($"{Good}\n{Good}\n{Good[..50]}"));
        await writer.FlushAsync();
        var (before, _) = await ReadAsync(path);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(Good[50..]));
        await writer.FlushAsync();
        var (after, _) = await ReadAsync(path);

        Assert.Equal((2L, 1L, 0L), (before.Records, before.UnfinishedRecords, before.BadRecords));
        Assert.Equal((3L, 0L), (after.Records, after.UnfinishedRecords));
    }

    [Fact]
    public async Task A_packed_file_is_told_by_its_first_bytes_and_one_that_was_cut_is_unfinished()
    {
        var random = new Random(1);
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(_ => Record($"{random.NextDouble()},{random.NextDouble()}") + "\n"));
        var packed = Pack(Encoding.UTF8.GetBytes(lines));
        var (whole, _) = await ReadAsync(Put("whole.jsonl", packed));
        Put("parts/a.jsonl.gz", packed[..(packed.Length / 2)]);
        Put("parts/b.jsonl", Good);
        var (cut, _) = await ReadAsync(Path.Combine(Folder, "parts"));

        Assert.Equal((2000L, 0L), (whole.Records, whole.BadRecords));
        // .NET's unpacker takes the end of the file for the end of the data.
        Assert.Equal((1L, 0L), (cut.UnfinishedRecords, cut.BadRecords));
        Assert.InRange(cut.Records, 2, 1999);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    public async Task A_packed_file_that_was_cut_after_its_last_record_is_unfinished_too(int cut)
    {
        // Of less than the last block only the trailer is gone: the sum over four bytes, and the length over four.
        var packed = Pack(Encoding.UTF8.GetBytes($"{Good}\n{Good}\n"));
        var (whole, _) = await ReadAsync(Put("whole.gz", packed));
        var (summary, _) = await ReadAsync(Put("cut.gz", packed[..^cut]));

        Assert.Equal((2L, 0L, 0L), (whole.Records, whole.UnfinishedRecords, whole.BadRecords));
        Assert.Equal((1L, 0L), (summary.UnfinishedRecords, summary.BadRecords));
        Assert.InRange(summary.Records, 1, 2);
    }

    [Fact]
    public async Task What_was_packed_and_is_no_gzip_after_its_beginning_is_told_of_and_the_other_files_are_read()
    {
        var packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => Record($"{i},{i * 7919 % 1000}") + "\n"))));
        packed.AsSpan(packed.Length / 2, 200).Fill(0xFF);
        var bad = Put("a.jsonl.gz", packed);
        Put("b.jsonl", Good);
        var (summary, _) = await ReadAsync(Folder);

        Assert.Equal((1, 1), (summary.UnreadFiles, summary.Files));
        var problem = Assert.Single(Sink.Problems);
        Assert.Equal((ProblemId.FileNotReadable, bad), (problem.Id, problem.Target));
        Assert.True(summary.Records >= 1);
    }

    [Fact]
    public async Task An_hour_without_a_file_and_one_with_an_empty_file_hold_nothing_and_say_when_there_is_something()
    {
        Put("e/v/2026/11/22/08/a.jsonl", Good);
        Directory.CreateDirectory(Path.Combine(Folder, "e/v/2026/11/22/15"));
        Put("e/v/2026/11/22/18/a.jsonl", Array.Empty<byte>());
        foreach (var hour in (int[])[15, 18])
        {
            var after = Utc("2026-11-22T00:00:00Z").AddHours(hour);
            var (summary, rows) = await ReadAsync(Folder, new MlWindow(after, after.AddHours(1)));

            Assert.Equal((ProblemId.CaptureEmpty, 0L, 0), (summary.Problem?.Id, summary.Records, rows.Rows.Count));
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var path = Put("a.jsonl", [.. encoding.GetPreamble(), .. encoding.GetBytes($"{Record("é,雪")}\n{Good}\n")]);
        var (summary, rows) = await ReadAsync(path);

        Assert.Equal((2L, 0L), (summary.Records, summary.BadRecords));
        Assert.Equal("_c0=0.5 _c1=é _c2=雪", rows.Line(0));
    }

    [Fact]
    public async Task Latin_1_is_said_to_be_no_UTF_8()
    {
        var path = Put("a.jsonl", Encoding.Latin1.GetBytes($"{Good}\n{{\"captureData\":{{\"endpointInput\":{{\"data\":\"é,2\",\"encoding\":\"CSV\"}}}}}}\n"));
        var (summary, _) = await ReadAsync(path);

        Assert.Equal((1L, "it is not UTF-8"), (summary.Records, Assert.Single(summary.FirstBad).Reason));
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_read_and_one_above_the_limit_is_skipped()
    {
        var large = Record($"{new string('x', 10 << 20)},2");
        var path = Put("a.jsonl", Good, large, Good);
        var (all, rows) = await ReadAsync(path);
        var (limited, _) = await ReadAsync(path, options: new CaptureOptions { MaxLineBytes = 1 << 20 });

        Assert.Equal((3L, 0L), (all.Records, all.BadRecords));
        Assert.Equal(10 << 20, rows.Rows[1]["_c1"].Length);
        Assert.Equal(new BadRecord(path, 2, "the line is longer than 1048576 bytes"), Assert.Single(limited.FirstBad));
        Assert.Equal(2, limited.Records);
    }

    [Fact]
    public async Task Mixed_types_are_no_damage()
    {
        Put("a.jsonl", Record("1,2"), Record("x,2.5"), Record(",true"));
        var (summary, rows) = await ReadAsync(Folder);

        Assert.Equal((3L, 0L), (summary.Records, summary.BadRecords));
        Assert.Equal("_c0=0.5 _c1=? _c2=true", rows.Line(2));
    }

    [Fact]
    public async Task An_empty_file_and_an_empty_folder_hold_nothing_and_nowhere_is_no_place()
    {
        var (nothing, _) = await ReadAsync(Folder);
        var (nowhere, _) = await ReadAsync(Path.Combine(Folder, "none"));
        var empty = Put("2026/11/22/10/00-a.jsonl", Array.Empty<byte>());
        var (file, _) = await ReadAsync(empty);

        Assert.Equal((ProblemId.CaptureNotFound, ProblemId.PathNotFound, ProblemId.CaptureEmpty), (nothing.Problem?.Id, nowhere.Problem?.Id, file.Problem?.Id));
        Assert.Equal(0, file.BadShare);
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(plain);
        return packed.ToArray();
    }
}
