using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class ProfileBuilderTests
{
    [Fact]
    public void Every_cell_is_counted_once()
    {
        var column = Rows.Column(["1", "2.5", " 3 ", "x", "true", "NaN", "-inf", "", null, "x"]);
        Assert.Equal(10, column.Count);
        Assert.Equal(2, column.Missing);
        Assert.Equal(2, column.IntegralCount);
        Assert.Equal(1, column.FractionalCount);
        Assert.Equal(2, column.StringCount);
        Assert.Equal(1, column.BooleanCount);
        Assert.Equal(2, column.NotFiniteCount);
        Assert.Equal(ColumnType.String, column.Type);
        Assert.Equal(5, column.DistinctCount);
    }

    [Theory]
    [InlineData(ColumnType.Unknown, "", "")]
    [InlineData(ColumnType.Integral, "1", "2")]
    [InlineData(ColumnType.Fractional, "1", "2.0")]
    [InlineData(ColumnType.String, "true", "false")]
    [InlineData(ColumnType.String, "true", "1")]
    [InlineData(ColumnType.String, "1", "a")]
    [InlineData(ColumnType.Fractional, "NaN", "")]
    [InlineData(ColumnType.Integral, "NaN", "1")]
    public void The_type_is_what_Deequ_infers(object type, params string[] cells) => Assert.Equal((ColumnType)type, Rows.Column(cells).Type);

    [Fact]
    public void A_column_that_comes_late_was_missing_before()
    {
        var builder = new ProfileBuilder(new ProfileOptions { OutputColumns = ["late"] });
        builder.Cell(builder.Column("early"), "1"u8, CellKind.Number);
        builder.EndRow();
        builder.Cell(builder.Column("late"), "2"u8, CellKind.Number);
        builder.Cell(builder.Column("late"), "3"u8, CellKind.Number);
        builder.EndRow();
        var profile = builder.Build();
        Assert.All(profile.Columns, column => Assert.Equal((2L, 1L), (column.Count, column.Missing)));
        Assert.Equal([ColumnRole.Input, ColumnRole.Output], profile.Columns.Select(column => column.Role));
        Assert.Equal(2, profile.Columns[1].Mean);
    }

    [Fact]
    public void Few_whole_numbers_are_categories_too()
    {
        var column = Rows.Column(["0", "1", "1", "-0"]);
        Assert.Equal(new Dictionary<string, long> { ["0"] = 2, ["1"] = 2 }, column.Categories!.Counts);
        Assert.Equal([0.0, 1.0], column.Numbers!.Values.ToArray());
        Assert.Null(Rows.Column(["0.5", "1"]).Categories);
    }

    [Fact]
    public void Numbers_among_texts_are_texts_and_texts_among_numbers_stand_apart()
    {
        var texts = Rows.Column(["a", "b", "a", "7.5"]);
        Assert.Null(texts.Numbers);
        Assert.Equal(new Dictionary<string, long> { ["a"] = 2, ["b"] = 1, ["7.5"] = 1 }, texts.Categories!.Counts);
        var numbers = Rows.Column(["1.5", "2.5", "3.5", "N/A"]);
        Assert.Equal(3, numbers.Numbers!.Count);
        Assert.Equal(new Dictionary<string, long> { ["N/A"] = 1 }, numbers.Categories!.Counts);
    }

    [Fact]
    public void Taking_a_row_allocates_nothing()
    {
        var builder = new ProfileBuilder(ProfileOptions.Default);
        var number = builder.Column("number");
        var text = builder.Column("text");
        Row(2060);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Row(1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Row(int rows)
        {
            // Not over a look at the limit of memory, every 1,024 rows, nor the next block.
            for (var i = 0; i < rows; i++)
            {
                builder.Cell(number, "0.123456789012345678"u8, CellKind.Number);
                builder.Cell(text, "known"u8, CellKind.Quoted);
                builder.EndRow();
            }
        }
    }

    [Fact]
    public void Beyond_the_limit_columns_without_ties_become_sketches_and_keep_their_moments()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 200_000).Select(_ => (double)random.Next(1_000_000) / 8).ToArray();
        var ties = Rows.Numbers(values.Select(value => Math.Floor(value / 100)), new ProfileOptions { MemoryLimit = 400_000 });
        Assert.True(ties.IsExact);
        var exact = Rows.Numbers(values);
        var sketched = Rows.Numbers(values, new ProfileOptions { MemoryLimit = 400_000, SketchSize = 512 });
        Assert.False(sketched.IsExact);
        Assert.Null(sketched.DistinctCount);
        Assert.Equal(KllSketch.RankErrorOf(512), sketched.Numbers!.RankError);
        Assert.Equal(values.Length, sketched.Numbers.Count);
        Assert.Equal((exact.Mean, exact.StandardDeviation, exact.Minimum, exact.Maximum), (sketched.Mean, sketched.StandardDeviation, sketched.Minimum, sketched.Maximum));
    }

    [Fact]
    public void A_column_that_fits_once_its_ties_are_counted_stays_exact_beyond_the_limit()
    {
        var random = new Random(14);
        double[] values = [.. Enumerable.Range(0, 400_000).Select(_ => (double)random.Next(40_000))];
        var column = Rows.Numbers(values, new ProfileOptions { MemoryLimit = 3_000_000 });
        Assert.True(column.IsExact);
        Assert.Equal(values.Distinct().Count(), column.DistinctCount);
        Assert.Equal(values.Length, column.Numbers!.Count);
    }

    [Fact]
    public void Columns_that_were_read_on_two_threads_become_one_sketch_where_one_of_them_is()
    {
        var random = new Random(15);
        double[] values = [.. Enumerable.Range(0, 130_000).Select(_ => random.NextDouble())];
        var options = new ProfileOptions { MemoryLimit = 1_200_000 };
        ProfileBuilder[] builders = [Numbers(values[..120_000]), Numbers(values[120_000..])];
        var column = ProfileBuilder.Build(builders).Columns[0];

        Assert.False(column.IsExact);
        Assert.Equal((values.Length, values.Min(), values.Max()), ((int)column.Numbers!.Count, column.Minimum, column.Maximum));
        Assert.Equal(values.Average(), column.Mean!.Value, 12);

        ProfileBuilder Numbers(double[] part) => Rows.Fill(["x"], part.Select(value => new[] { value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) }), options);
    }

    [Fact]
    public void Beyond_the_limit_texts_keep_their_heavy_hitters_within_the_bound()
    {
        var random = new Random(6);
        var texts = Enumerable.Range(0, 300_000).Select(_ => random.Next(4) == 0 ? $"frequent {random.Next(20)}" : $"rare {random.Next(10_000_000)}").ToArray();
        const int Kept = 200;
        var column = Rows.Column(texts, CellKind.Quoted, new ProfileOptions { MemoryLimit = 300_000, HeavyHitters = Kept });
        var categories = column.Categories!;
        Assert.False(categories.IsExact);
        Assert.Equal(texts.Length, categories.Count);
        Assert.InRange(categories.CountError, 1, texts.Length / (Kept + 1));
        Assert.True(categories.Counts.Count <= Kept);
        foreach (var group in texts.GroupBy(text => text))
        {
            var kept = categories.Counts.GetValueOrDefault(group.Key);
            Assert.InRange(group.Count() - kept, 0, categories.CountError);
        }
    }

    [Fact]
    public void A_million_different_texts_are_counted_exactly()
    {
        var column = Rows.Column(Enumerable.Range(0, 1_000_000).Select(i => "id-" + (i * 7919L % 1_000_003).ToString(CultureInfo.InvariantCulture)), CellKind.Quoted);
        Assert.True(column.IsExact);
        Assert.Equal(1_000_000, column.DistinctCount);
        Assert.All(column.Categories!.Counts.Values.Take(1000), count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_long_text_is_told_from_another_with_the_same_beginning()
    {
        var beginning = string.Concat(Enumerable.Repeat("ü", 5000));
        var column = Rows.Column([beginning + "a", beginning + "b", beginning + "a"]);
        Assert.Equal([1L, 2L], column.Categories!.Counts.Values.Order());
        Assert.All(column.Categories.Counts.Keys, key => Assert.True(Encoding.UTF8.GetByteCount(key) <= 1024 && !key.Contains('\uFFFD')));
    }
}
