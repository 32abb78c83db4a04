using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// How often each number occurred: distinct values in rising order with their weights, so that ties cost nothing and the empirical
/// distribution function is a running sum. Exact, or what a KLL sketch kept. Holds finite numbers only.
/// </summary>
public sealed class NumericDistribution
{
    /// <summary>Makes a distribution.</summary>
    /// <param name="values">The distinct values, rising.</param>
    /// <param name="counts">How often each occurred; none is zero or less. As many as there are values.</param>
    /// <param name="rankError">By how much a rank may be off, as a share of all, 0 to 1, at 99 % confidence; 0 where it is exact.</param>
    /// <exception cref="ArgumentException">The values do not rise, or the counts do not fit them.</exception>
    public NumericDistribution(double[] values, long[] counts, double rankError = 0)
        : this(values.AsMemory(), counts.AsMemory(), rankError)
    {
    }

    /// <summary>Makes a distribution of memory that others hold too.</summary>
    /// <param name="values">The distinct values, rising.</param>
    /// <param name="counts">How often each occurred; none is zero or less. As many as there are values.</param>
    /// <param name="rankError">By how much a rank may be off, as a share of all, 0 to 1, at 99 % confidence; 0 where it is exact.</param>
    /// <exception cref="ArgumentException">The values do not rise, or the counts do not fit them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public NumericDistribution(ReadOnlyMemory<double> values, ReadOnlyMemory<long> counts, double rankError)
    {
        var numbers = values.Span;
        var times = counts.Span;
        if (values.Length != counts.Length)
            throw new ArgumentException("There must be as many counts as values.", nameof(counts));
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]) || (i > 0 && numbers[i] <= numbers[i - 1]))
                throw new ArgumentException("The values must be finite and rise.", nameof(values));
            if (times[i] <= 0)
                throw new ArgumentException("No count may be zero or less.", nameof(counts));
            Count += times[i];
        }

        Values = values;
        Counts = counts;
        RankError = rankError;
    }

    /// <summary>The distinct values, rising.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>How often each of them occurred.</summary>
    public ReadOnlyMemory<long> Counts { get; }

    /// <summary>How many numbers there were.</summary>
    public long Count { get; }

    /// <summary>By how much a rank may be off, as a share of all, 0 to 1, at 99 % confidence; 0 where it is exact.</summary>
    public double RankError { get; }

    /// <summary>Whether nothing was left out.</summary>
    public bool IsExact => RankError == 0;
}
