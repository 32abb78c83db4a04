using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class ProfileMergeTests
{
    [Fact]
    public void Shards_merged_in_any_tree_are_the_whole_byte_for_byte()
    {
        var (header, rows) = Rows.Churn();
        // Texts, gaps, NaN and both zeros beside the numbers.
        header = [.. header[..12], "text", "odd"];
        var table = rows.Select((row, i) => (string?[])[.. row[..12], i % 5 == 0 ? null : $"t{i % 300}", i % 11 == 0 ? "NaN" : i % 3 == 0 ? "-0.0" : "0"]).ToArray();
        var whole = Rows.Save(Rows.Profile(header, table));
        var random = new Random(1);
        for (var round = 0; round < 10; round++)
        {
            random.Shuffle(table);
            var parts = table.Chunk(1 + random.Next(400)).Select(rows => Rows.Profile(header, rows)).ToList();
            while (parts.Count > 1)
            {
                var first = Take(parts, random);
                var second = Take(parts, random);
                parts.Add(DatasetProfile.Merge([first, second]));
            }

            Assert.Equal(whole, Rows.Save(parts[0]));
        }
    }

    [Fact]
    public void Columns_of_one_shard_only_are_missing_in_the_other()
    {
        var first = Rows.Profile(["a", "b"], [["1", "x"], ["2", "y"]]);
        var second = Rows.Profile(["b", "c"], [["x", "3"]]);
        var merged = DatasetProfile.Merge([first, second]);
        Assert.Equal(Rows.Save(merged), Rows.Save(DatasetProfile.Merge([second, first])));
        Assert.Equal([("a", 1L), ("b", 0L), ("c", 2L)], merged.Columns.Select(column => (column.Name, column.Missing)).Order());
    }

    [Fact]
    public void Provenance_is_kept_where_it_is_the_same_and_joined_where_it_is_not()
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var first = Rows.Profile(["a"], [["1"]], new ProfileOptions { EndpointName = "e", VariantName = "blue", Window = new MlWindow(start, start.AddHours(1)), Source = "one" });
        var second = Rows.Profile(["a"], [["1"]], new ProfileOptions { EndpointName = "e", VariantName = "green", Window = new MlWindow(start.AddHours(2), start.AddHours(3)), Source = "two" });
        var merged = DatasetProfile.Merge([second, first]);
        Assert.Equal("e", merged.EndpointName);
        Assert.Null(merged.VariantName);
        Assert.Equal(new MlWindow(start, start.AddHours(3)), merged.Window);
        Assert.Equal(["one", "two"], merged.Sources);
    }

    [Fact]
    public void Moments_of_sketches_do_not_depend_on_the_order_of_merging()
    {
        var random = new Random(8);
        var values = Enumerable.Range(0, 60_000).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-6, 6))).ToArray();
        var whole = Rows.Numbers(values);
        var options = new ProfileOptions { MemoryLimit = 50_000, SketchSize = 128 };
        var parts = values.Chunk(7000).Select(part => new DatasetProfile { RowCount = part.Length, Columns = [Rows.Numbers(part, options)] }).ToArray();
        for (var round = 0; round < 5; round++)
        {
            random.Shuffle(parts);
            var merged = DatasetProfile.Merge(parts, options);
            var column = merged.Columns[0];
            Assert.False(column.IsExact);
            Assert.Equal(values.Length, column.Numbers!.Count);
            Assert.Equal((whole.Mean, whole.StandardDeviation), (column.Mean, column.StandardDeviation));
            Assert.Equal((whole.Minimum, whole.Maximum), (column.Minimum, column.Maximum));
        }
    }

    [Fact]
    public void Heavy_hitters_merge_within_their_bound()
    {
        var random = new Random(9);
        var texts = Enumerable.Range(0, 100_000).Select(_ => $"t{(int)Math.Pow(random.NextDouble() * 100, 2)}").ToArray();
        var options = new ProfileOptions { MemoryLimit = 40_000, HeavyHitters = 100 };
        var parts = texts.Chunk(9000).Select(part => Rows.Profile(["t"], part.Select(text => (string?[])[text]), options));
        var categories = DatasetProfile.Merge(parts, options).Columns[0].Categories!;
        Assert.Equal(texts.Length, categories.Count);
        Assert.InRange(categories.CountError, 1, texts.Length / 101);
        foreach (var group in texts.GroupBy(text => text))
            Assert.InRange(group.Count() - categories.Counts.GetValueOrDefault(group.Key), 0, categories.CountError);
    }

    [Fact]
    public void Nothing_merged_is_an_empty_profile() => Assert.Empty(DatasetProfile.Merge([]).Columns);

    private static DatasetProfile Take(List<DatasetProfile> parts, Random random)
    {
        var index = random.Next(parts.Count);
        var part = parts[index];
        parts.RemoveAt(index);
        return part;
    }
}
