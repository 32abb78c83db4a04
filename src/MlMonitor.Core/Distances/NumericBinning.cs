using System.Globalization;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// Bins for numbers, made from a baseline and nothing else, with bins for what is below it, above it, or not there. They belong to the
/// result: divergences change with them.
/// </summary>
public sealed class NumericBinning
{
    /// <summary>Up to so many distinct values a column is taken for discrete, as in Evidently.</summary>
    public const int DiscreteUpTo = 20;

    /// <summary>How many bins there are unless told otherwise: deciles; the ten buckets of Model Monitor.</summary>
    public const int DefaultCount = 10;

    private readonly List<BinEdge> _edges;
    private readonly bool _hasGaps;
    private readonly NumericDistribution _baseline;

    private NumericBinning(NumericDistribution baseline, List<BinEdge> edges, bool hasGaps)
    {
        (_baseline, _edges, _hasGaps) = (baseline, edges, hasGaps);
    }

    /// <summary>Makes bins.</summary>
    /// <param name="baseline">What the edges are taken from.</param>
    /// <param name="rule">How.</param>
    /// <param name="count">How many, 1 or more; ties may make it fewer, or one more for a value that has its own.</param>
    /// <returns>The bins; null where the baseline is empty.</returns>
    public static NumericBinning? Of(NumericDistribution baseline, BinRule rule = BinRule.Auto, int count = DefaultCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (baseline.Count == 0)
            return null;
        if (rule == BinRule.Auto)
            rule = baseline.Values.Length <= DiscreteUpTo ? BinRule.EachValue : BinRule.Quantiles;
        return rule switch
        {
            BinRule.Quantiles => new NumericBinning(baseline, BinEdges.Quantiles(baseline, count), false),
            BinRule.EqualWidth => new NumericBinning(baseline, BinEdges.EqualWidth(baseline, count), false),
            _ => new NumericBinning(baseline, BinEdges.EachValue(baseline), true),
        };
    }

    /// <summary>Puts the baseline and other data into the bins.</summary>
    /// <param name="current">What is looked at; empty gives shares of 0.</param>
    /// <param name="baselineMissing">How many values the baseline lacks; 0 to leave missing values out.</param>
    /// <param name="currentMissing">How many values the data at hand lack; 0 to leave missing values out.</param>
    /// <returns>
    /// Below, the bins from low to high, above; unseen where each value has a bin; missing where anything is. Shares are of all
    /// values, the missing ones among them.
    /// </returns>
    public BinnedShares Compare(NumericDistribution current, long baselineMissing = 0, long currentMissing = 0)
    {
        var (before, now) = (Count(_baseline), Count(current));
        var (n, m) = (_baseline.Count + baselineMissing, current.Count + currentMissing);
        var bins = new List<MlDriftBin>(before.Length + 1);
        for (var i = 0; i < before.Length; i++)
        {
            if (i < before.Length - 1 || _hasGaps)
                bins.Add(Describe(i) with { BaselineShare = BinnedShares.Share(before[i], n), CurrentShare = BinnedShares.Share(now[i], m) });
        }
        if (baselineMissing > 0 || currentMissing > 0)
        {
            bins.Add(Bin(MlDriftBinKind.Missing, "missing", null, null) with
            {
                BaselineShare = BinnedShares.Share(baselineMissing, n),
                CurrentShare = BinnedShares.Share(currentMissing, m),
            });
        }
        return new BinnedShares(bins);
    }

    // Below, the bins, above, unseen.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long[] Count(NumericDistribution numbers)
    {
        var sums = new long[_edges.Count + 3];
        var values = numbers.Values.Span;
        var counts = numbers.Counts.Span;
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            while (at < _edges.Count && value > _edges[at].Last)
                at++;
            var bin = value < _edges[0].Lower ? 0
                : at == _edges.Count ? at + 1
                : _hasGaps && value < _edges[at].Lower ? _edges.Count + 2
                : at + 1;
            sums[bin] += counts[i];
        }
        return sums;
    }

    private MlDriftBin Describe(int bin)
    {
        if (bin == 0)
            return Bin(MlDriftBinKind.Below, "below " + Text(_edges[0].Lower), null, _edges[0].Lower);
        if (bin == _edges.Count + 1)
            return Bin(MlDriftBinKind.Above, "above " + Text(_edges[^1].Upper), _edges[^1].Upper, null);
        if (bin == _edges.Count + 2)
            return Bin(MlDriftBinKind.Unseen, "unseen", null, null);
        var (lower, upper, _) = _edges[bin - 1];
        return lower.Equals(upper)
            ? Bin(MlDriftBinKind.Value, Text(lower), lower, lower)
            : Bin(MlDriftBinKind.Range, $"{Text(lower)} to {Text(upper)}", lower, upper);
    }

    private static MlDriftBin Bin(MlDriftBinKind kind, string label, double? lower, double? upper) =>
        new() { Kind = kind, Label = label, Lower = lower, Upper = upper, BaselineShare = 0, CurrentShare = 0 };

    private static string Text(double edge) => edge.ToString("G6", CultureInfo.InvariantCulture);
}
