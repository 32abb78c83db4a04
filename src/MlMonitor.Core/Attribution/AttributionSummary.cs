using System.Runtime.InteropServices;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Attribution;

/// <summary>
/// Makes one list of how much each feature counts of the attributions of many predictions, for one label. One pass; keeps sums, of the
/// median all numbers. Merges.
/// </summary>
/// <param name="label">The label.</param>
/// <param name="features">The features, in order.</param>
/// <param name="aggregation">How.</param>
public sealed class AttributionSummary(string label, IReadOnlyList<string> features, AttributionAggregation aggregation = AttributionAggregation.MeanAbsolute)
{
    private readonly RandomGroups _groups = new(features.Count + 1);
    private readonly List<double>[] _kept = [.. features.Select(_ => new List<double>())];

    /// <summary>How many predictions there were.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the attributions of a prediction.</summary>
    /// <param name="attributions">What each feature added, in the order of the features.</param>
    /// <exception cref="ArgumentException">There are not as many as features.</exception>
    public void Add(ReadOnlySpan<double> attributions)
    {
        if (attributions.Length != features.Count)
            throw new ArgumentException("There must be as many attributions as features.", nameof(attributions));
        foreach (var attribution in attributions)
        {
            if (!double.IsFinite(attribution))
                return;
        }

        Count++;
        var sums = _groups.Next();
        sums[^1]++;
        for (var f = 0; f < attributions.Length; f++)
        {
            sums[f] += aggregation == AttributionAggregation.MeanSquare ? attributions[f] * attributions[f] : Math.Abs(attributions[f]);
            if (aggregation == AttributionAggregation.Median)
                _kept[f].Add(Math.Abs(attributions[f]));
        }
    }

    /// <summary>Adds the predictions of another part.</summary>
    /// <param name="other">The other part, of the same features.</param>
    public void Merge(AttributionSummary other)
    {
        _groups.Merge(other._groups);
        Count += other.Count;
        for (var f = 0; f < _kept.Length; f++)
            _kept[f].AddRange(other._kept[f]);
    }

    /// <summary>What came of it.</summary>
    /// <param name="expectedValue">What the model answers on average; null where not known.</param>
    /// <param name="options">How it is drawn anew; null for not at all. Medians are not.</param>
    /// <returns>The attributions; null where there was no prediction.</returns>
    public GlobalAttributions? Build(double? expectedValue = null, ResamplingOptions? options = null)
    {
        if (Count == 0)
            return null;
        var values = new double[features.Count];
        Mean(_groups.Totals(), values);
        if (aggregation == AttributionAggregation.Median)
        {
            for (var f = 0; f < values.Length; f++)
            {
                _kept[f].Sort();
                values[f] = Interval.Quantile(CollectionsMarshal.AsSpan(_kept[f]), 0.5);
            }
        }

        var columns = options is null || aggregation == AttributionAggregation.Median ? [] : _groups.Replicate(options, features.Count, Mean);
        return new GlobalAttributions(label, features.Zip(values).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal), expectedValue)
        {
            Count = Count,
            Replicates = columns.Length == 0 ? [] : [.. Enumerable.Range(0, options!.Replicates).Select(r => columns.Select(column => column[r]).ToArray())],
        };
    }

    private static void Mean(ReadOnlySpan<double> sums, Span<double> values)
    {
        for (var f = 0; f < values.Length; f++)
            values[f] = sums[f] / sums[^1];
    }
}
