namespace MlMonitor.Core.Resampling;

/// <summary>Where a value may truly be.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>
    /// The percentile interval of a bootstrap: the values that leave half of what is not covered on either side (Efron and Tibshirani,
    /// "An Introduction to the Bootstrap", 1993, 13.3), widened to hold the value itself.
    /// </summary>
    /// <param name="replicates">The values of the data drawn anew; those that are no number are left out.</param>
    /// <param name="value">The value of the data as it is.</param>
    /// <param name="confidence">How sure, 0 to 1.</param>
    /// <returns>The interval; null where fewer than half of the draws have a value.</returns>
    public static Interval? Of(ReadOnlySpan<double> replicates, double value, double confidence)
    {
        var sorted = new double[replicates.Length];
        var count = 0;
        foreach (var replicate in replicates)
        {
            if (!double.IsNaN(replicate))
                sorted[count++] = replicate;
        }

        if (count == 0 || 2 * count < replicates.Length || double.IsNaN(value))
            return null;
        Array.Sort(sorted, 0, count);
        var tail = (1 - confidence) / 2;
        return new Interval(Math.Min(value, Quantile(sorted.AsSpan(0, count), tail)), Math.Max(value, Quantile(sorted.AsSpan(0, count), 1 - tail)));
    }

    /// <summary>A quantile of sorted numbers, between two of them on a straight line, as numpy and R (type 7) do it.</summary>
    /// <param name="sorted">The numbers, rising; at least one.</param>
    /// <param name="share">Which share is below it, 0 to 1.</param>
    /// <returns>The quantile.</returns>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Clamp(Math.Floor(place), 0, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        // Two infinities have no number between them.
        return sorted[below] == sorted[above] || place <= below ? sorted[below] : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
