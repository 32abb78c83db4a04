using System.Buffers;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Numbers in rising order, kept in whichever of two forms takes less: each number as often as it occurred, or the distinct
/// ones with their counts. Which one depends on the numbers alone, so that the same numbers always look the same.
/// </summary>
internal sealed class SortedNumbers
{
    private static readonly WeakReference<long[]> Shared = new([]);

    private SortedNumbers(double[] values, long[]? counts, long count, int distinct)
    {
        Values = values;
        Counts = counts;
        Count = count;
        Distinct = distinct;
    }

    /// <summary>No number.</summary>
    public static SortedNumbers Empty { get; } = new([], null, 0, 0);

    /// <summary>The numbers; distinct where there are counts.</summary>
    public double[] Values { get; }

    /// <summary>How often each occurred; null where the numbers are repeated instead.</summary>
    public long[]? Counts { get; }

    /// <summary>How many numbers there are.</summary>
    public long Count { get; }

    /// <summary>How many different ones.</summary>
    public int Distinct { get; }

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => (8L * Values.Length) + (8L * (Counts?.Length ?? 0));

    /// <summary>Takes an array of numbers that are sorted.</summary>
    /// <param name="sorted">The numbers, rising; not to be written to any more.</param>
    /// <returns>The same numbers.</returns>
    public static SortedNumbers Of(double[] sorted)
    {
        var distinct = CountDistinct(sorted);
        return IsShorterRepeated(sorted.Length, distinct) ? new SortedNumbers(sorted, null, sorted.Length, distinct) : From(sorted);
    }

    /// <summary>Takes numbers that are sorted.</summary>
    /// <param name="sorted">The numbers, rising; copied.</param>
    /// <returns>The same numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SortedNumbers From(ReadOnlySpan<double> sorted)
    {
        var distinct = CountDistinct(sorted);
        if (IsShorterRepeated(sorted.Length, distinct))
            return new SortedNumbers(sorted.ToArray(), null, sorted.Length, distinct);
        var values = new double[distinct];
        var counts = new long[distinct];
        var at = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                values[++at] = sorted[i];
            counts[at]++;
        }

        return new SortedNumbers(values, counts, sorted.Length, distinct);
    }

    /// <summary>Takes distinct numbers with their counts.</summary>
    /// <param name="values">The distinct numbers, rising.</param>
    /// <param name="counts">How often each occurred.</param>
    /// <returns>The same numbers.</returns>
    public static SortedNumbers From(double[] values, long[] counts)
    {
        var count = counts.Sum();
        if (!IsShorterRepeated(count, values.Length))
            return new SortedNumbers(values, counts, count, values.Length);
        var repeated = new double[count];
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            repeated.AsSpan(at, (int)counts[i]).Fill(values[i]);
            at += (int)counts[i];
        }

        return new SortedNumbers(repeated, null, count, values.Length);
    }

    /// <summary>Takes distinct numbers with their counts.</summary>
    /// <param name="runs">The distinct numbers, rising, with how often each occurred.</param>
    /// <param name="distinct">How many there are.</param>
    /// <returns>The same numbers.</returns>
    public static SortedNumbers From(IEnumerable<(double Value, long Count)> runs, int distinct)
    {
        var values = new double[distinct];
        var counts = new long[distinct];
        var at = 0;
        foreach (var run in runs)
            (values[at], counts[at++]) = run;
        return From(values, counts);
    }

    /// <summary>The numbers of both.</summary>
    /// <param name="first">Some numbers.</param>
    /// <param name="second">More of them.</param>
    /// <returns>All of them; the same whichever comes first.</returns>
    public static SortedNumbers Merge(SortedNumbers first, SortedNumbers second)
    {
        if (first.Count == 0 || second.Count == 0)
            return first.Count == 0 ? second : first;
        if (first.Counts is null && second.Counts is null)
        {
            var all = new double[first.Values.Length + second.Values.Length];
            MergeValues(first.Values, second.Values, all);
            return Of(all);
        }

        var values = ArrayPool<double>.Shared.Rent(first.Distinct + second.Distinct);
        var counts = ArrayPool<long>.Shared.Rent(first.Distinct + second.Distinct);
        try
        {
            var used = MergeRuns(first, second, values, counts);
            return From(values[..used], counts[..used]);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
            ArrayPool<long>.Shared.Return(counts);
        }
    }

    /// <summary>Goes through the distinct numbers, rising.</summary>
    /// <returns>Each with its count.</returns>
    public IEnumerable<(double Value, long Count)> Runs()
    {
        for (var i = 0; i < Values.Length;)
        {
            var start = i++;
            if (Counts is not null)
            {
                yield return (Values[start], Counts[start]);
                continue;
            }

            while (i < Values.Length && Values[i] == Values[start])
                i++;
            yield return (Values[start], i - start);
        }
    }

    /// <summary>The distinct numbers and their counts.</summary>
    /// <returns>Memory that may be shared with this object and others.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (ReadOnlyMemory<double> Values, ReadOnlyMemory<long> Counts) ToRuns()
    {
        if (Counts is not null)
            return (Values, Counts);
        if (Distinct == Values.Length)
            return (Values, Ones(Distinct));
        var values = new double[Distinct];
        var counts = new long[Distinct];
        for (int at = 0, next = 0; at < values.Length; at++)
            (values[at], counts[at]) = Next(ref next);
        return (values, counts);
    }

    /// <summary>How many different numbers there are.</summary>
    /// <param name="sorted">The numbers, rising.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountDistinct(ReadOnlySpan<double> sorted)
    {
        var distinct = sorted.IsEmpty ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        return distinct;
    }

    private static bool IsShorterRepeated(long count, int distinct) => count <= 2L * distinct;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeValues(double[] first, double[] second, double[] all)
    {
        int i = 0, j = 0;
        for (var at = 0; at < all.Length; at++)
            all[at] = (j == second.Length || (i < first.Length && first[i] <= second[j]) ? first[i++] : second[j++]) + 0.0;
    }

    /// <summary>The longest run of ones is shared by all columns whose numbers all differ: theirs would take as much as the numbers.</summary>
    private static ReadOnlyMemory<long> Ones(int count)
    {
        if (!Shared.TryGetTarget(out var ones) || ones.Length < count)
        {
            ones = GC.AllocateUninitializedArray<long>(count);
            ones.AsSpan().Fill(1);
            Shared.SetTarget(ones);
        }

        return ones.AsMemory(0, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MergeRuns(SortedNumbers first, SortedNumbers second, double[] values, long[] counts)
    {
        int i = 0, j = 0, used = 0;
        while (i < first.Values.Length || j < second.Values.Length)
        {
            var left = i < first.Values.Length ? first.Values[i] : double.PositiveInfinity;
            var right = j < second.Values.Length ? second.Values[j] : double.PositiveInfinity;
            values[used] = Math.Min(left, right) + 0.0;
            var count = left <= right ? first.Next(ref i).Count : 0;
            if (right <= left)
                count += second.Next(ref j).Count;
            counts[used++] = count;
        }

        return used;
    }

    /// <summary>The number at a place with its count, and goes on to the next different one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (double Value, long Count) Next(ref int at)
    {
        var start = at++;
        if (Counts is not null)
            return (Values[start], Counts[start]);
        while (at < Values.Length && Values[at] == Values[start])
            at++;
        return (Values[start], at - start);
    }
}
