using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>What can be read off a distribution. Nothing of an empty one: every answer is null then.</summary>
public static class DistributionStatistics
{
    /// <summary>The smallest value.</summary>
    public static double? Minimum(this NumericDistribution numbers) => numbers.Count == 0 ? null : numbers.Values.Span[0];

    /// <summary>The largest value.</summary>
    public static double? Maximum(this NumericDistribution numbers) => numbers.Count == 0 ? null : numbers.Values.Span[^1];

    /// <summary>The arithmetic mean. It is summed up as distances from the median, so that a large offset costs no digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double? Mean(this NumericDistribution numbers)
    {
        if (numbers.Count == 0)
            return null;
        var values = numbers.Values.Span;
        var counts = numbers.Counts.Span;
        var middle = values[values.Length / 2];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += (values[i] - middle) * counts[i];
        return middle + (sum / numbers.Count);
    }

    /// <summary>
    /// The standard deviation of the values as a population (divided by n), as Model Monitor writes it. In two passes, with what the
    /// mean is rounded by taken off: Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", The American Statistician
    /// 37 (1983), 242–247.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double? StandardDeviation(this NumericDistribution numbers)
    {
        if (numbers.Mean() is not { } mean)
            return null;
        var values = numbers.Values.Span;
        var counts = numbers.Counts.Span;
        // In units of the largest deviation, so that squares neither overflow nor vanish.
        var unit = Math.Max(values[^1] - mean, mean - values[0]);
        if (unit == 0)
            return 0;
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var deviation = (values[i] - mean) / unit;
            sum += deviation * counts[i];
            squares += deviation * deviation * counts[i];
        }
        return unit * Math.Sqrt(Math.Max(0, squares - (sum / numbers.Count * sum)) / numbers.Count);
    }

    /// <summary>
    /// A quantile, between the two values next to its rank in proportion: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
    /// Packages", The American Statistician 50 (1996), 361–365, which is the default of numpy.
    /// </summary>
    /// <param name="numbers">The distribution.</param>
    /// <param name="share">Which one, 0 (the minimum) to 1 (the maximum).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double? Quantile(this NumericDistribution numbers, double share)
    {
        if (numbers.Count == 0)
            return null;
        var rank = (numbers.Count - 1) * Math.Clamp(share, 0, 1);
        var whole = Math.Floor(rank);
        var values = numbers.Values.Span;
        var counts = numbers.Counts.Span;
        var (at, below) = (0, counts[0]);
        while (below <= (long)whole)
            below += counts[++at];
        var (low, part) = (values[at], rank - whole);
        if (part == 0 || below > (long)whole + 1)
            return low;
        var high = values[at + 1];
        var gap = high - low;
        // From the lowest double to the highest is more than a double holds.
        if (!double.IsFinite(gap))
            return (low * (1 - part)) + (high * part);
        // From the nearer side, as numpy does, so that edges are equal to the last bit.
        return part < 0.5 ? low + (gap * part) : high - (gap * (1 - part));
    }

    /// <summary>The share of values that are at most this one, 0 to 1: the empirical distribution function.</summary>
    /// <param name="numbers">The distribution.</param>
    /// <param name="value">The value.</param>
    public static double? CumulativeAt(this NumericDistribution numbers, double value)
    {
        if (numbers.Count == 0 || double.IsNaN(value))
            return null;
        var at = numbers.Values.Span.BinarySearch(value);
        var sum = 0L;
        foreach (var count in numbers.Counts.Span[..(at < 0 ? ~at : at + 1)])
            sum += count;
        return (double)sum / numbers.Count;
    }
}
