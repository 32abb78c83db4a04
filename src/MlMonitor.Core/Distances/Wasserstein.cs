using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The first Wasserstein distance (earth mover's): how far the values have to be moved on average to make one distribution of the
/// other, in the column's own unit. W = ∫ |F(x) − G(x)| dx, as <c>scipy.stats.wasserstein_distance</c>. Ramdas, García Trillos and
/// Cuturi, "On Wasserstein Two-Sample Testing and Related Families of Nonparametric Tests", Entropy 19 (2017), 47.
/// </summary>
public static class Wasserstein
{
    /// <summary>What a standard deviation is taken for at least, so that a constant baseline gives a number: the floor of Evidently.</summary>
    public const double StandardDeviationFloor = 0.001;

    /// <summary>The distance.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>0 or more; null where a side is empty or the distance is more than a double holds.</returns>
    // Called a few times for millions of numbers, which is too seldom for the runtime to see that it is worth compiling well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double? Distance(NumericDistribution baseline, NumericDistribution current)
    {
        if (baseline.Count == 0 || current.Count == 0)
            return null;
        Side a = new(baseline), b = new(current);
        var from = Math.Min(baseline.Values.Span[0], current.Values.Span[0]);
        var sum = 0.0;
        while (!double.IsInfinity(a.Next) || !double.IsInfinity(b.Next))
        {
            a.Run(b.Next, b.Share, ref from, ref sum);
            b.Run(a.Next, a.Share, ref from, ref sum);
            if (a.Next.Equals(b.Next))
                a.Join(ref b, ref from, ref sum);
        }
        return double.IsFinite(sum) ? sum : null;
    }

    /// <summary>The distance in standard deviations of the baseline (as a population), these at least <see cref="StandardDeviationFloor"/>.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="current">What is looked at.</param>
    /// <returns>0 or more; null where a side is empty or a number is more than a double holds.</returns>
    public static double? Normed(NumericDistribution baseline, NumericDistribution current) =>
        Distance(baseline, current) is { } distance && baseline.StandardDeviation() is { } deviation && double.IsFinite(deviation)
            ? distance / Math.Max(deviation, StandardDeviationFloor)
            : null;

    // One side of the merge: its values from the lowest to the highest, and the share of them that is behind.
    private ref struct Side(NumericDistribution numbers)
    {
        private readonly ReadOnlySpan<double> _values = numbers.Values.Span;
        private readonly ReadOnlySpan<long> _counts = numbers.Counts.Span;
        private readonly double _total = numbers.Count;
        private int _at;
        private long _behind;

        public readonly double Next => _at < _values.Length ? _values[_at] : double.PositiveInfinity;

        public readonly double Share => _behind / _total;

        // Goes through the values below a limit, which are this side's alone.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(double limit, double otherShare, ref double from, ref double sum)
        {
            var (at, behind, last, area) = (_at, _behind, from, 0.0);
            for (; at < _values.Length && _values[at] < limit; at++)
            {
                area += Area((behind / _total) - otherShare, _values[at] - last);
                last = _values[at];
                behind += _counts[at];
            }
            (_at, _behind, from, sum) = (at, behind, last, sum + area);
        }

        // Goes past a value that both sides have next.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Join(ref Side other, ref double from, ref double sum)
        {
            if (double.IsInfinity(Next))
                return;
            sum += Area(Share - other.Share, Next - from);
            from = Next;
            _behind += _counts[_at++];
            other._behind += other._counts[other._at++];
        }

        // A stretch over which nothing differs adds nothing, even where it is longer than a double holds.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static double Area(double gap, double length) => gap == 0 ? 0 : Math.Abs(gap) * length;
    }
}
