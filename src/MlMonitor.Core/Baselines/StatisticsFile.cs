using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>
/// Reads and writes statistics.json of Model Monitor. Distributions are taken from the KLL sketch, where a number on level h stands
/// for 2^h, never from the ten buckets; of up to 2,050 numbers the sketch is the column itself, and the distribution exact.
/// </summary>
public static partial class StatisticsFile
{
    internal static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Shrinkage and size of Deequ's sketch, as all files of Model Monitor have them.
    private const double Shrinkage = 0.64;
    private const int SketchSize = 2048;

    /// <summary>Reads statistics.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">What to say it was read from.</param>
    /// <returns>The profile; null where it is no such file.</returns>
    public static DatasetProfile? Read(JsonElement root, string source)
    {
        if (root.Member("features") is not { ValueKind: JsonValueKind.Array } features)
            return null;
        var columns = features.EnumerateArray().Select(ReadColumn).OfType<ColumnProfile>().ToList();
        return new DatasetProfile
        {
            Sources = [source],
            RowCount = root.Member("dataset")?.Member("item_count").Whole() ?? columns.Select(c => c.Count).DefaultIfEmpty().Max(),
            Columns = columns,
        };
    }

    /// <summary>Whether a document is one of statistics rather than of constraints.</summary>
    internal static bool IsMeantBy(JsonElement root) => root.Member("features") is { ValueKind: JsonValueKind.Array } features
        && (root.Member("dataset") is not null || features.EnumerateArray().Any(f => f.Member("numerical_statistics", "string_statistics") is not null));

    internal static void WriteFloat(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteFloat(value);
    }

    /// <summary>A float as the files have them, with a point: 24.0.</summary>
    internal static void WriteFloat(this Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            return;
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
    }

    private static ColumnProfile? ReadColumn(JsonElement feature, int position)
    {
        if (feature.Member("name").Text() is not { Length: > 0 } name)
            return null;
        var type = ConstraintsFile.TypeOf(feature.Member("inferred_type").Text());
        var statistics = feature.Member("numerical_statistics", "string_statistics");
        var isNumeric = feature.Member("numerical_statistics") is not null;
        var common = statistics?.Member("common");
        var present = common?.Member("num_present").Whole() ?? 0;
        var missing = common?.Member("num_missing").Whole() ?? 0;
        var numbers = isNumeric ? ReadNumbers(statistics!.Value, present) : NumberSummary.Empty;
        var texts = isNumeric || statistics is null ? TextSummary.Empty : ReadTexts(statistics.Value, present);
        return new ColumnProfile(name, ColumnRole.Input, position, present + missing, numbers, texts)
        {
            IntegralCount = isNumeric && type == ColumnType.Integral ? present : 0,
            FractionalCount = isNumeric && type != ColumnType.Integral ? present : 0,
            StringCount = isNumeric ? 0 : present,
        };
    }

    private static NumberSummary ReadNumbers(JsonElement statistics, long present)
    {
        var sketch = statistics.Member("distribution")?.Member("kll")?.Member("sketch");
        List<double[]> levels = [.. (sketch?.Member("data")).Items().Select(level =>
            ((JsonElement?)level).Items().Select(value => ((JsonElement?)value).Number()).OfType<double>().ToArray())];
        if (levels.Count > 0 && levels.Skip(1).All(level => level.Length == 0) && levels[0].Length > 0)
        {
            Array.Sort(levels[0]);
            return new NumberSummary(SortedNumbers.From(levels[0]));
        }

        var size = sketch?.Member("parameters")?.Member("k").Number() is { } k and >= 8 and <= 1 << 20 ? (int)k : SketchSize;
        return new NumberSummary(KllSketch.Restore(size, 0, levels.Count == 0 ? [[]] : levels), ReadMoments(statistics, present));
    }

    private static Moments ReadMoments(JsonElement statistics, long present)
    {
        var (minimum, maximum) = (statistics.Member("min").Number(), statistics.Member("max").Number());
        var sum = statistics.Member("sum").Number() ?? statistics.Member("mean").Number() * present;
        if (present == 0 || sum is null || minimum is null || maximum is null)
            return new Moments();
        return Moments.FromDeviation(present, minimum.Value, maximum.Value, sum.Value, statistics.Member("std_dev", "stdDev").Number() ?? 0);
    }

    private static TextSummary ReadTexts(JsonElement statistics, long present)
    {
        var counts = new SortedDictionary<byte[], long>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        foreach (var bucket in (statistics.Member("distribution")?.Member("categorical")?.Member("buckets")).Items())
        {
            if (bucket.Member("value").Text() is { } text && bucket.Member("count").Whole() is { } count and > 0)
            {
                var key = System.Text.Encoding.UTF8.GetBytes(text);
                counts[key] = counts.GetValueOrDefault(key) + count;
            }
        }

        var writer = new TextSummaryWriter(counts.Count);
        foreach (var (text, count) in counts)
            writer.Add(text, count);
        var counted = counts.Values.Sum();
        // A text that is not among the buckets occurred at most as often as all of them together.
        return writer.ToSummary(Math.Max(present, counted), Math.Max(0, present - counted));
    }
}
