using System.Globalization;
using System.Text.Json;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace MlMonitor.Core.Publishing;

/// <summary>Parts numbers into the fewest calls that CloudWatch takes.</summary>
internal static class MetricBatches
{
    // What a request in JSON has beside its texts and numbers, generously: the namespace and the names of members with their signs.
    private const int Envelope = 4096;
    private const int DatumFrame = 144;
    private const int DimensionFrame = 24;

    /// <summary>The calls, each with its metrics and how many numbers they hold.</summary>
    /// <param name="metrics">The numbers.</param>
    public static IEnumerable<(List<MetricDatum> Data, int Points)> Of(GatheredMetrics metrics)
    {
        var (batch, points, bytes) = (new List<MetricDatum>(), 0, Envelope);
        foreach (var (datum, count) in metrics.All.SelectMany(each => Data(each.Key, each.Value)))
        {
            var size = SizeOf(datum);
            if (batch.Count == MetricLimits.Data || bytes + size > MetricLimits.Bytes)
            {
                yield return (batch, points);
                (batch, points, bytes) = ([], 0, Envelope);
            }

            batch.Add(datum);
            points += count;
            bytes += size;
        }

        if (batch.Count > 0)
            yield return (batch, points);
    }

    private static IEnumerable<(MetricDatum Datum, int Points)> Data(MetricKey key, SortedDictionary<double, int> values)
    {
        foreach (var some in values.Chunk(MetricLimits.Values))
        {
            var datum = new MetricDatum
            {
                MetricName = key.Name,
                Dimensions = [.. key.Dimensions.Select(d => new Dimension { Name = d.Name, Value = d.Value })],
                Timestamp = key.Time.UtcDateTime,
                Unit = StandardUnit.FindValue(key.Unit),
            };
            if (some is [(var only, 1)])
                datum.Value = only;
            else
                (datum.Values, datum.Counts) = ([.. some.Select(v => v.Key)], [.. some.Select(v => (double)v.Value)]);
            yield return (datum, some.Sum(v => v.Value));
        }
    }

    private static int SizeOf(MetricDatum datum) => DatumFrame + Text(datum.MetricName)
        + datum.Dimensions.Sum(d => DimensionFrame + Text(d.Name) + Text(d.Value))
        + (datum.Value is { } only ? Number(only) : datum.Values.Concat(datum.Counts).Sum(Number));

    private static int Text(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;

    private static int Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Length + 1;
}
