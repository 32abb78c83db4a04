using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>A bin of numbers.</summary>
/// <param name="Lower">The edge that is shown below.</param>
/// <param name="Upper">The edge that is shown above; the same where the bin is one value.</param>
/// <param name="Last">The largest number that is in it. It begins after the last one of the bin before.</param>
internal readonly record struct BinEdge(double Lower, double Upper, double Last);

/// <summary>The edges of the bins, by each rule, of a baseline that is not empty.</summary>
internal static class BinEdges
{
    /// <summary>One bin a value. Between two there is room for what the baseline does not have.</summary>
    public static List<BinEdge> EachValue(NumericDistribution baseline)
    {
        var edges = new List<BinEdge>(baseline.Values.Length);
        foreach (var value in baseline.Values.Span)
            edges.Add(new BinEdge(value, value, value));
        return edges;
    }

    /// <summary>Bins of one width.</summary>
    public static List<BinEdge> EqualWidth(NumericDistribution baseline, int count)
    {
        var (from, to) = (baseline.Values.Span[0], baseline.Values.Span[^1]);
        if (from.Equals(to))
            return EachValue(baseline);
        var edges = new List<BinEdge>(count);
        var lower = from;
        for (var i = 1; i <= count; i++)
        {
            var upper = i == count ? to : from + ((to / count * i) - (from / count * i));
            if (upper > lower)
                edges.Add(new BinEdge(lower, upper, i == count ? to : Math.BitDecrement(upper)));
            lower = upper;
        }
        return edges;
    }

    /// <summary>Bins of equal shares.</summary>
    public static List<BinEdge> Quantiles(NumericDistribution baseline, int count)
    {
        var edges = new List<BinEdge>(count);
        var lower = baseline.Quantile(0)!.Value;
        var isFirst = true;
        for (var i = 1; i <= count; i++)
        {
            var upper = baseline.Quantile((double)i / count)!.Value;
            var next = i < count ? baseline.Quantile((double)(i + 1) / count)!.Value : double.NaN;
            var hasOwn = upper.Equals(next) || (isFirst && upper.Equals(lower));
            if (upper > lower)
            {
                var last = hasOwn ? Math.BitDecrement(upper) : upper;
                edges.Add(new BinEdge(lower, upper, last));
            }
            if (hasOwn && (edges.Count == 0 || edges[^1].Last < upper))
                edges.Add(new BinEdge(upper, upper, upper));
            (lower, isFirst) = (upper, false);
        }
        return edges;
    }
}
