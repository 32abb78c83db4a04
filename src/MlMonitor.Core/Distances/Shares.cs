namespace MlMonitor.Core.Distances;

/// <summary>Sums over two lists of shares that belong to the same bins. What is given is divided by its sum, so counts will do.</summary>
internal static class Shares
{
    /// <summary>A term of a sum.</summary>
    /// <param name="baseline">The share of the baseline, 0 to 1.</param>
    /// <param name="current">The current share.</param>
    public delegate double Term(double baseline, double current);

    /// <summary>Adds up a term over all bins.</summary>
    /// <param name="baseline">The shares or counts of the baseline.</param>
    /// <param name="current">The current ones, as many.</param>
    /// <param name="term">What to add.</param>
    /// <returns>The sum; null where a side adds up to nothing.</returns>
    /// <exception cref="ArgumentException">The lists are not of one length, or hold a number below 0 or none.</exception>
    public static double? Sum(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current, Term term)
    {
        if (baseline.Length != current.Length)
            throw new ArgumentException("There must be as many current shares as of the baseline.", nameof(current));
        var (n, m, sum) = (Total(baseline), Total(current), 0.0);
        if (n == 0 || m == 0)
            return null;
        for (var i = 0; i < baseline.Length; i++)
            sum += term(baseline[i] / n, current[i] / m);
        return sum;
    }

    /// <summary>p ln(p / q); 0 where p is 0, infinity where only q is.</summary>
    public static double RelativeEntropy(double p, double q) =>
        p == 0 ? 0 : q == 0 ? double.PositiveInfinity : p * Math.Log(p / q);

    private static double Total(ReadOnlySpan<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            if (!(share >= 0) || double.IsInfinity(share))
                throw new ArgumentException("A share must be a number of 0 or more.", nameof(shares));
            sum += share;
        }
        return sum;
    }
}
