namespace MlMonitor.Core.Training.Rules.Statistics;

/// <summary>Location and scale that outliers do not move: up to half of the values may be anything.</summary>
internal static class Robust
{
    /// <summary>
    /// Makes a MAD the standard deviation of a normal distribution: 1/Φ⁻¹(3/4)
    /// (Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993), 1273–1283).
    /// </summary>
    private const double NormalConsistency = 1.4826022185056018;

    /// <summary>The median; not a number for none.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return double.NaN;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return MedianOfSorted(sorted);
    }

    /// <summary>The median of values in ascending order.</summary>
    public static double MedianOfSorted(ReadOnlySpan<double> sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + ((sorted[middle] - sorted[middle - 1]) / 2);
    }

    /// <summary>The scale: the median absolute deviation from the median, made consistent with a normal standard deviation.</summary>
    public static double Scale(ReadOnlySpan<double> values)
    {
        var median = Median(values);
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            deviations[i] = Math.Abs(values[i] - median);
        return NormalConsistency * Median(deviations);
    }

    /// <summary>
    /// The scale of the noise around whatever slow curve the values follow: that of the differences of neighbours, over √2
    /// (von Neumann, "Distribution of the Ratio of the Mean Square Successive Difference to the Variance", Ann. Math. Stat. 12 (1941),
    /// 367–395, with the MAD in the place of the mean square).
    /// </summary>
    public static double Noise(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
            return 0;
        var differences = new double[values.Length - 1];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = values[i + 1] - values[i];
        return Scale(differences) / Math.Sqrt(2);
    }

    /// <summary>The running median of up to <paramref name="width"/> values that end at each place (Tukey, "Exploratory Data Analysis", 1977, 7).</summary>
    public static double[] RunningMedian(ReadOnlySpan<double> values, int width)
    {
        var medians = new double[values.Length];
        for (var i = 0; i < medians.Length; i++)
        {
            var from = Math.Max(0, i - width + 1);
            medians[i] = Median(values[from..(i + 1)]);
        }
        return medians;
    }
}
