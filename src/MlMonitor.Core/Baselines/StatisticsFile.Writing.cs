using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

public static partial class StatisticsFile
{
    private const int BucketCount = 10;

    // A sketch of Deequ has one level while it holds no more than 2 * (2048 / 2 + 1) numbers.
    private const int MostRaw = SketchSize + 2;

    // A file of more is read by nobody; the rarest are left out.
    private const int MostTexts = 10_000;

    /// <summary>Writes statistics.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(DatasetProfile profile, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, WriterOptions);
        json.WriteStartObject();
        json.WriteFloat("version", 0);
        json.WriteStartObject("dataset");
        json.WriteNumber("item_count", profile.RowCount);
        json.WriteEndObject();
        json.WriteStartArray("features");
        foreach (var column in profile.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("inferred_type", column.Type.ToString());
            if (column.Type is ColumnType.Integral or ColumnType.Fractional)
                WriteNumbers(json, column);
            else
                WriteTexts(json, column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCommon(Utf8JsonWriter json, ColumnProfile column)
    {
        json.WriteStartObject("common");
        json.WriteNumber("num_present", column.Count - column.Missing);
        json.WriteNumber("num_missing", column.Missing);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ColumnProfile column)
    {
        json.WriteStartObject("numerical_statistics");
        WriteCommon(json, column);
        if (column.Mean is { } mean)
        {
            var moments = column.NumberSummary.Moments;
            json.WriteFloat("mean", mean);
            json.WriteFloat("sum", moments.Total);
            json.WriteFloat("std_dev", moments.StandardDeviation!.Value);
            json.WriteFloat("min", moments.Minimum);
            json.WriteFloat("max", moments.Maximum);
        }

        if (column.Numbers is { } numbers)
        {
            json.WriteStartObject("distribution");
            json.WriteStartObject("kll");
            WriteBuckets(json, numbers, column.Minimum!.Value, column.Maximum!.Value);
            WriteSketch(json, numbers, column.NumberSummary.Sketch);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Ten of equal width from the least to the largest number; the last holds its upper bound too.</summary>
    private static void WriteBuckets(Utf8JsonWriter json, NumericDistribution numbers, double minimum, double maximum)
    {
        // Apart, since a range may be wider than a double.
        double Bound(int i) => i == BucketCount ? maximum : minimum + ((maximum / BucketCount) - (minimum / BucketCount)) * i;
        var counts = new long[BucketCount];
        var bucket = 0;
        for (var i = 0; i < numbers.Values.Length; i++)
        {
            while (bucket < BucketCount - 1 && numbers.Values.Span[i] >= Bound(bucket + 1))
                bucket++;
            counts[bucket] += numbers.Counts.Span[i];
        }

        json.WriteStartArray("buckets");
        for (var i = 0; i < BucketCount; i++)
        {
            json.WriteStartObject();
            json.WriteFloat("lower_bound", Bound(i));
            json.WriteFloat("upper_bound", Bound(i + 1));
            json.WriteFloat("count", counts[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The column itself while Deequ would keep it; else a sketch of our own, whose k says how exact it is.</summary>
    private static void WriteSketch(Utf8JsonWriter json, NumericDistribution numbers, KllSketch? sketch)
    {
        var isRaw = numbers.IsExact && numbers.Count <= MostRaw;
        if (sketch is null && !isRaw)
        {
            sketch = new KllSketch(SketchSize, ProfileOptions.Default.Seed);
            for (var i = 0; i < numbers.Values.Length; i++)
                sketch.Add(numbers.Values.Span[i], numbers.Counts.Span[i]);
        }

        json.WriteStartObject("sketch");
        json.WriteStartObject("parameters");
        json.WriteFloat("c", Shrinkage);
        json.WriteFloat("k", isRaw ? SketchSize : sketch!.Size);
        json.WriteEndObject();
        json.WriteStartArray("data");
        if (isRaw)
            WriteRaw(json, numbers);
        for (var level = 0; !isRaw && level < sketch!.LevelCount; level++)
        {
            json.WriteStartArray();
            foreach (var value in sketch.Level(level))
                json.WriteFloat(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, NumericDistribution numbers)
    {
        json.WriteStartArray();
        for (var i = 0; i < numbers.Values.Length; i++)
        {
            for (var times = numbers.Counts.Span[i]; times > 0; times--)
                json.WriteFloat(numbers.Values.Span[i]);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, ColumnProfile column)
    {
        var texts = column.Categories?.Counts ?? TextsOf(column);
        json.WriteStartObject("string_statistics");
        WriteCommon(json, column);
        json.WriteFloat("distinct_count", column.DistinctCount ?? texts.Count);
        json.WriteStartObject("distribution");
        json.WriteStartObject("categorical");
        json.WriteStartArray("buckets");
        foreach (var (text, count) in texts.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(MostTexts))
        {
            json.WriteStartObject();
            json.WriteString("value", text);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A column of numbers with a few texts among them is one of texts to Model Monitor: its numbers are texts too.</summary>
    private static Dictionary<string, long> TextsOf(ColumnProfile column)
    {
        var texts = column.TextSummary.ToCounts();
        foreach (var (value, count) in column.NumberSummary.Sorted?.Runs() ?? [])
        {
            var text = value.ToString("R", CultureInfo.InvariantCulture);
            texts[text] = texts.GetValueOrDefault(text) + count;
        }

        return texts;
    }
}
