namespace MlMonitor.Core.Resampling;

/// <summary>Differences between two values that were found from different data.</summary>
public static class Difference
{
    /// <summary>The interval of a difference, from the draws of both sides: they are independent, so any pairing will do.</summary>
    /// <param name="current">The draws of what is looked at.</param>
    /// <param name="baseline">Those of what it is held against.</param>
    /// <param name="value">The difference of the values themselves.</param>
    /// <param name="confidence">How sure, 0 to 1.</param>
    /// <returns>The interval; null where it is not known.</returns>
    public static Interval? Of(IReadOnlyList<double> current, IReadOnlyList<double> baseline, double value, double confidence)
    {
        var count = Math.Min(current.Count, baseline.Count);
        var differences = new double[count];
        // Both may have been drawn from one seed: a shift keeps the pairs apart.
        for (var i = 0; i < count; i++)
            differences[i] = current[i] - baseline[(i + count / 2) % count];
        return Interval.Of(differences, value, confidence);
    }
}
