using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Tests.Support;
using Parquet;
using Parquet.Schema;

namespace MlMonitor.Core.Tests.Datasets;

/// <summary>Data sets as people have them, whole and damaged. What is expected is in the text beside it.</summary>
public sealed class DatasetReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlmonitor-datasets-");
    private readonly RecordingSink _sink = new();
    private readonly RowList _rows = new();

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y")]
    [InlineData("\uFEFFa,b\n1,x\n\n2,y")]
    [InlineData(" a , b\n1,x\n2,y\n")]
    public async Task Rows_are_the_same_whatever_ends_them(string text)
    {
        await ReadAsync(text);

        Assert.Equal(["a=1:T b=x:T", "a=2:T b=y:T"], _rows.Rows);
    }

    [Fact]
    public async Task Quoted_fields_may_hold_commas_marks_and_new_lines()
    {
        await ReadAsync("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\r\nlines\",\"\"\n,3\n");

        Assert.Equal(["a=x, y:Q b=he said \"no\":Q", "a=two\r\nlines:Q b=:Q", "a=:M b=3:T"], _rows.Rows);
    }

    [Fact]
    public async Task Damaged_rows_are_counted_with_their_lines_and_the_rest_goes_on()
    {
        var reading = await ReadAsync("a,b\n1,\"two\nlines\"\n1\n\"x\"y,2\n3,4\n5,6,7\n8,\"open\n9,10\n");

        Assert.Equal(["a=1:T b=two\nlines:Q", "a=3:T b=4:T", "a=9:T b=10:T"], _rows.Rows);
        Assert.Equal((3, 4), (reading!.RowCount, reading.DamagedCount));
        Assert.Equal([4, 5, 7, 8], reading.FirstDamaged.Select(d => d.Line));
        Assert.Equal("it has 1 fields, not 2", reading.FirstDamaged[0].Reason);
        Assert.Equal("text follows a closing quotation mark", reading.FirstDamaged[1].Reason);
        Assert.Equal("a quotation mark is not closed", reading.FirstDamaged[3].Reason);
    }

    [Fact]
    public async Task A_row_that_is_not_UTF_8_is_damage()
    {
        var reading = await ReadAsync([.. "a,b\n1,"u8, 0xff, .. "\n2,y\n"u8]);

        Assert.Equal(["a=2:T b=y:T"], _rows.Rows);
        Assert.Equal((2, "it is not UTF-8"), (reading!.FirstDamaged[0].Line, reading.FirstDamaged[0].Reason));
    }

    [Theory]
    [InlineData("a,b\n1,{0}\n2,y\n")]
    [InlineData("a,b\n1,\"{0}\"\n2,y\n")]
    [InlineData("{{\"a\":1,\"b\":\"{0}\"}}\n{{\"a\":2,\"b\":\"y\"}}\n")]
    public async Task A_row_longer_than_may_be_is_damage_and_takes_nothing_else_with_it(string text)
    {
        var reading = await ReadAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, new string('x', 2_000_000)),
            DatasetOptions.Default with { MaxRowBytes = 1_000_000 });

        Assert.EndsWith("b=y:" + (text[0] == '{' ? 'Q' : 'T'), Assert.Single(_rows.Rows), StringComparison.Ordinal);
        Assert.Equal(1, reading!.DamagedCount);
    }

    [Fact]
    public async Task Without_a_header_columns_have_the_names_that_Model_Monitor_gives()
    {
        await ReadAsync("3.0,-1e5\n1,0\n");

        Assert.Equal(["_c0=3.0:T _c1=-1e5:T", "_c0=1:T _c1=0:T"], _rows.Rows);
    }

    [Theory]
    [InlineData("3,x\n")]
    [InlineData("n,t\n3,x\n")]
    public async Task Names_that_are_given_are_taken_whether_the_file_has_them_or_not(string text)
    {
        await ReadAsync(text, DatasetOptions.Default with { Header = ["n", "t"] });

        Assert.Equal(["n=3:T t=x:T"], _rows.Rows);
    }

    [Fact]
    public async Task Columns_of_one_name_stay_two()
    {
        await ReadAsync("a,a\n1,x\n");

        Assert.Equal(["a=1:T a.1=x:T"], _rows.Rows);
    }

    [Fact]
    public async Task JSON_Lines_are_flattened_and_damaged_lines_leave_nothing_behind()
    {
        var reading = await ReadAsync("{\"a\":1,\"n\":{\"b\":\"x\\ny\",\"c\":[true,null]}}\r\n\n{\"a\":2,\"z\":}\n[3,\"q\"]\n7\n{\"a\":1} {}\n{\"a\":4,\"a\":5.0}");

        Assert.Equal(["a=1:N n.b=x\ny:Q n.c.0=true:B n.c.1=:M", "_c0=3:N _c1=q:Q", "a=5.0:N"], _rows.Rows);
        Assert.Equal(["a", "n.b", "n.c.0", "n.c.1", "_c0", "_c1"], _rows.Columns);
        Assert.Equal([3, 5, 6], reading!.FirstDamaged.Select(d => d.Line));
    }

    [Fact]
    public async Task Gzip_is_told_by_its_first_bytes_and_what_is_cut_off_is_damage()
    {
        var random = new Random(5);
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{random.Next()}\n"));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text));

        var whole = await ReadAsync(packed.ToArray());
        var cut = await ReadAsync(packed.ToArray()[..(int)(packed.Length / 2)]);

        Assert.Equal((50_000, 0), (whole!.RowCount, whole.DamagedCount));
        Assert.InRange(cut!.RowCount, 20_000, 30_000);
        Assert.Contains(cut.FirstDamaged, d => d.Reason == "the file is cut off, and the rest is missing");
        // Two members one after the other are one file; the second header is a row like others.
        var twice = await ReadAsync([.. packed.ToArray(), .. packed.ToArray()]);
        Assert.Equal((100_001, 0), (twice!.RowCount, twice.DamagedCount));
    }

    [Fact]
    public async Task Parquet_gives_numbers_texts_booleans_and_what_is_missing()
    {
        var (n, f, t, b, i) = (new DataField<double>("n", true), new DataField<float>("f"), new DataField("t", typeof(string)), new DataField<bool>("b"), new DataField<long>("__index_level_0__"));
        double?[] numbers = [3, null, double.NaN];
        float[] floats = [0.1f, 2f, -1e20f];
        string[] texts = ["x", null!, "12"];
        bool[] booleans = [true, false, true];
        long[] indexes = [0, 1, 2];
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(n, f, t, b, i), file))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<double>(n, numbers.AsMemory());
            await group.WriteAsync<float>(f, floats.AsMemory());
            await group.WriteAsync(t, texts);
            await group.WriteAsync<bool>(b, booleans.AsMemory());
            await group.WriteAsync<long>(i, indexes.AsMemory());
        }

        var reading = await ReadAsync(file.ToArray());

        Assert.Empty(reading!.FirstDamaged);
        // (double)0.1f and (double)-1e20f, by numpy.
        Assert.Equal(
            ["n=3.0:N f=0.10000000149011612:N t=x:Q b=true:B", "n=:M f=2.0:N t=:M b=false:B", "n=NaN:N f=-1.0000000200408773E+20:N t=12:Q b=true:B"], _rows.Rows);
    }

    [Fact]
    public async Task Damaged_Parquet_is_damage_and_no_crash()
    {
        var reading = await ReadAsync("PAR1 and then nothing of the kind PAR1"u8.ToArray());

        Assert.Equal((0, 1), (reading!.RowCount, reading.DamagedCount));
    }

    [Fact]
    public async Task A_folder_is_read_part_by_part_without_what_Spark_leaves_beside()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "part-0.csv"), "a\n1\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "part-1.csv"), "a\n2\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "_SUCCESS"), "");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".part-0.csv.crc"), "x,y,z\n");

        var reading = await ReadPathAsync(_folder.FullName);

        Assert.Equal(["a=1:T", "a=2:T"], _rows.Rows);
        Assert.Equal(0, reading!.DamagedCount);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_a_problem_with_the_path_as_target()
    {
        Assert.Null(await ReadPathAsync(Path.Combine(_folder.FullName, "no.csv")));

        var problem = Assert.Single(_sink.Problems);
        Assert.Equal((ProblemId.PathNotFound, (object)Path.Combine(_folder.FullName, "no.csv")), (problem.Id, problem.Target));
    }

    [Fact]
    public async Task Reading_ends_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync("a\n1\n", stop: stop.Token));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DatasetReading?> ReadAsync(string text, DatasetOptions? options = null, CancellationToken stop = default) => ReadAsync(Encoding.UTF8.GetBytes(text), options, stop);

    private async Task<DatasetReading?> ReadAsync(byte[] content, DatasetOptions? options = null, CancellationToken stop = default)
    {
        var path = Path.Combine(_folder.FullName, "data");
        await File.WriteAllBytesAsync(path, content, CancellationToken.None);
        return await ReadPathAsync(path, options, stop);
    }

    private async Task<DatasetReading?> ReadPathAsync(string path, DatasetOptions? options = null, CancellationToken stop = default)
    {
        var files = new DataFiles(null, _sink);
        return await files.FindAsync(path, stop) is { } found
            ? await new DatasetReader(files, _sink).ReadAsync(found, options ?? DatasetOptions.Default, _rows, stop)
            : null;
    }
}
