using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

/// <summary>Profiles against numpy and pandas (oracle/make_profiles.py), and against what Model Monitor wrote.</summary>
public class ProfileOracleTests
{
    private static readonly JsonElement Oracle = JsonDocument.Parse(File.ReadAllText(Rows.Sample("profiles.json"))).RootElement;

    [Theory]
    [InlineData("churn", false)]
    [InlineData("churn with holes", true)]
    public void The_churn_set_has_the_profile_pandas_tells(string name, bool holes)
    {
        var (header, rows) = Rows.Churn();
        if (holes)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                for (var j = 0; j < header.Length; j++)
                    rows[i][j] = (i + j) % 7 == 0 ? "" : rows[i][j];
            }
        }

        var profile = Rows.Profile(header, rows);
        Assert.Equal(2333, profile.RowCount);
        Assert.Equal(header, profile.Columns.Select(column => column.Name));
        foreach (var column in profile.Columns)
            CheckColumn(Oracle.GetProperty(name).GetProperty(column.Name), column);
    }

    [Fact]
    public void The_account_length_of_churn_is_what_the_notebook_of_AWS_prints()
    {
        var (header, rows) = Rows.Churn();
        var column = Rows.Profile(header, rows).Columns.Single(column => column.Name == "Account Length");
        Assert.Equal(101.276897, column.Mean!.Value, 6);
        Assert.Equal(39.552442, column.StandardDeviation!.Value, 6);
    }

    [Fact]
    public void Generated_columns_have_the_moments_of_rational_numbers()
    {
        foreach (var set in Oracle.GetProperty("generated").EnumerateObject())
        {
            var column = Rows.Column(set.Value.GetProperty("cells").EnumerateArray().Select(cell => cell.GetString()));
            Assert.Equal(set.Value.GetProperty("distinct").GetInt64(), column.DistinctCount);
            Assert.Equal(set.Value.GetProperty("mean").GetDouble(), column.Mean);
            Assert.Equal(set.Value.GetProperty("std").GetDouble(), column.StandardDeviation);
        }
    }

    [Fact]
    public void A_data_set_has_the_statistics_Model_Monitor_wrote_of_it()
    {
        var rows = File.ReadAllLines(Rows.Sample("model-monitor-dataset.csv")).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        var profile = Rows.Profile([.. rows[0].Select((_, i) => $"_c{i}")], rows);
        var written = JsonDocument.Parse(File.ReadAllText(Rows.Sample("model-monitor-statistics.json"))).RootElement;
        Assert.Equal(written.GetProperty("dataset").GetProperty("item_count").GetInt64(), profile.RowCount);
        var features = written.GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(features.Length, profile.Columns.Count);
        foreach (var (feature, column) in features.Zip(profile.Columns))
        {
            var numbers = feature.GetProperty("numerical_statistics");
            Assert.Equal(feature.GetProperty("name").GetString(), column.Name);
            Assert.Equal(feature.GetProperty("inferred_type").GetString(), column.Type.ToString());
            Assert.Equal(numbers.GetProperty("common").GetProperty("num_missing").GetInt64(), column.Missing);
            Assert.Equal(numbers.GetProperty("mean").GetDouble(), column.Mean!.Value, 1e-12);
            Assert.Equal(numbers.GetProperty("std_dev").GetDouble(), column.StandardDeviation!.Value, 1e-12);
            Assert.Equal(numbers.GetProperty("min").GetDouble(), column.Minimum);
            Assert.Equal(numbers.GetProperty("max").GetDouble(), column.Maximum);

            var sketch = numbers.GetProperty("distribution").GetProperty("kll").GetProperty("sketch");
            var levels = sketch.GetProperty("data").EnumerateArray().Select(level => level.EnumerateArray().Select(item => item.GetDouble()).ToArray()).ToArray();
            var rebuilt = WeightedLevels.FromDeequ(levels, sketch.GetProperty("parameters").GetProperty("k").GetDouble());
            Assert.True(rebuilt.IsExact);
            Assert.Equal(column.Numbers!.Values.ToArray(), rebuilt.Values.ToArray());
            Assert.Equal(column.Numbers.Counts.ToArray(), rebuilt.Counts.ToArray());
        }
    }

    [Fact]
    public void Higher_levels_of_a_sketch_of_Deequ_weigh_twice_as_much_each()
    {
        var made = WeightedLevels.FromDeequ([[3, 1], [1, 2], [3]], 2048);
        Assert.Equal([1.0, 2.0, 3.0], made.Values.ToArray());
        Assert.Equal([3L, 2L, 5L], made.Counts.ToArray());
        Assert.Equal(0.00138, made.RankError, 4);
    }

    private static void CheckColumn(JsonElement expected, ColumnProfile column)
    {
        Assert.Equal(expected.GetProperty("missing").GetInt64(), column.Missing);
        Assert.Equal(expected.GetProperty("integral").GetInt64(), column.IntegralCount);
        Assert.Equal(0, column.StringCount + column.BooleanCount + column.NotFiniteCount);
        Assert.Equal(column.FractionalCount > 0 ? ColumnType.Fractional : ColumnType.Integral, column.Type);
        Assert.Equal(expected.GetProperty("distinct").GetInt64(), column.DistinctCount);
        Near(expected.GetProperty("mean").GetDouble(), column.Mean);
        Near(expected.GetProperty("std").GetDouble(), column.StandardDeviation);
        Assert.Equal(expected.GetProperty("min").GetDouble(), column.Minimum);
        Assert.Equal(expected.GetProperty("max").GetDouble(), column.Maximum);
        if (expected.GetProperty("values").ValueKind != JsonValueKind.Array)
            return;
        Assert.Equal(expected.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()), column.Numbers!.Values.ToArray());
        Assert.Equal(expected.GetProperty("counts").EnumerateArray().Select(value => value.GetInt64()), column.Numbers.Counts.ToArray());
    }

    private static void Near(double expected, double? actual) => Assert.InRange(actual!.Value, expected - (1e-13 * Math.Abs(expected)), expected + (1e-13 * Math.Abs(expected)));
}
