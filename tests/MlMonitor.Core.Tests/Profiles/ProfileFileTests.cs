using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class ProfileFileTests
{
    [Fact]
    public void A_profile_comes_back_to_the_bit()
    {
        double[] values = [double.MinValue, -1.5, -double.Epsilon, -0.0, double.Epsilon, 2.2250738585072009e-308, 0.1, double.MaxValue];
        long[] counts = [1, 2, 3, 4, 5, 1L << 40, 7, 8];
        var summary = new NumberSummary(SortedNumbers.From(values, counts));
        var profile = new DatasetProfile
        {
            EndpointName = "churn",
            Window = new MlWindow(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 1, 2, 3, 4, TimeSpan.Zero)),
            Sources = ["s3://bucket/key"],
            RowCount = counts.Sum() + 5,
            BadRecordCount = 3,
            Columns = [new ColumnProfile("Größe \"x\"", ColumnRole.Output, 4, counts.Sum() + 5, summary, TextSummary.Empty) { FractionalCount = counts.Sum() }],
        };
        var loaded = Load(Rows.Save(profile));
        Assert.Equal(profile with { Columns = loaded.Columns, Sources = loaded.Sources }, loaded);
        Assert.Equal(profile.Sources, loaded.Sources);
        var column = loaded.Columns[0];
        Assert.Equal(("Größe \"x\"", ColumnRole.Output, 5L), (column.Name, column.Role, column.Missing));
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), column.Numbers!.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(counts, column.Numbers.Counts.ToArray());
    }

    [Fact]
    public void What_is_loaded_saves_to_the_same_bytes()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 20_000).Select(i => (string?[])[$"{random.NextDouble():R}", $"{random.Next(50)}", i % 3 == 0 ? null : $"text {random.Next(100_000)}"]).ToArray();
        foreach (var options in new[] { ProfileOptions.Default, new ProfileOptions { MemoryLimit = 30_000, SketchSize = 100, HeavyHitters = 50 } })
        {
            var profile = Rows.Profile(["a", "b", "c"], rows, options);
            Assert.Equal(options == ProfileOptions.Default, profile.IsExact);
            var bytes = Rows.Save(profile);
            var loaded = Load(bytes);
            Assert.Equal(bytes, Rows.Save(loaded));
            foreach (var (before, after) in profile.Columns.Zip(loaded.Columns))
            {
                Assert.Equal((before.Mean, before.StandardDeviation, before.DistinctCount, before.Maximum), (after.Mean, after.StandardDeviation, after.DistinctCount, after.Maximum));
                Assert.Equal(before.Numbers?.Values.ToArray(), after.Numbers?.Values.ToArray());
                Assert.Equal(before.Numbers?.RankError, after.Numbers?.RankError);
                Assert.Equal(before.Categories?.CountError, after.Categories?.CountError);
            }
        }
    }

    [Fact]
    public void A_damaged_file_is_named_wherever_the_damage_is()
    {
        var (header, rows) = Rows.Churn();
        var good = Rows.Save(Rows.Profile([.. header[..4], "t"], rows.Take(300).Select((row, i) => (string?[])[.. row[..4], $"t{i}"])));
        var expected = Rows.Save(Load(good));
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var bad = good.ToArray();
            if (round % 3 == 0)
                bad = bad[..random.Next(bad.Length)];
            else
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                // Some bits of a zip, such as the attributes of an entry, say nothing: then nothing may differ.
                Assert.Equal(expected, Rows.Save(Load(bad)));
            }
            catch (MlMonitorException e)
            {
                Assert.StartsWith("good.mlprofile is ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_file_of_a_newer_version_says_so()
    {
        var e = Assert.Throws<MlMonitorException>(() => Load(Edit("\"version\": 1", "\"version\": 2")));
        Assert.Contains("good.mlprofile was written by a newer MlMonitor (version 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_was_edited_does_not_pass()
    {
        var e = Assert.Throws<MlMonitorException>(() => Load(Edit("\"rowCount\": 2", "\"rowCount\": 9")));
        Assert.Contains("profile.json is not what was written", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    public void Anything_else_is_no_profile(string content)
    {
        var e = Assert.Throws<MlMonitorException>(() => Load(Encoding.UTF8.GetBytes(content)));
        Assert.Contains("no profile", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Edit(string from, string to)
    {
        using var stream = new MemoryStream();
        stream.Write(Rows.Save(Rows.Profile(["a"], [["1"], ["2"]])));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("profile.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = reader.ReadToEnd();
            Assert.Contains(from, text, StringComparison.Ordinal);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("profile.json").Open());
            writer.Write(text.Replace(from, to, StringComparison.Ordinal));
        }

        return stream.ToArray();
    }

    private static DatasetProfile Load(byte[] bytes) => ProfileFile.Load(new MemoryStream(bytes), "good.mlprofile");
}
