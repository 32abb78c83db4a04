namespace MlMonitor.Core.Profiles;

/// <summary>
/// Numbers in rising order, kept in whichever of two forms takes less: each number as often as it occurred, or the distinct
/// ones with their counts. Which one depends on the numbers alone, so that the same numbers always look the same.
/// </summary>
internal sealed class SortedNumbers
{
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

    /// <summary>Takes numbers that are sorted.</summary>
    /// <param name="sorted">The numbers, rising; copied.</param>
    /// <returns>The same numbers.</returns>
    public static SortedNumbers From(ReadOnlySpan<double> sorted)
    {
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                distinct++;
        }

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
            return From(all);
        }

        var values = new double[first.Distinct + second.Distinct];
        var counts = new long[values.Length];
        var used = 0;
        foreach (var (value, count) in InOrder(first, second))
        {
            if (used == 0 || values[used - 1] != value)
                values[used++] = value + 0.0;
            counts[used - 1] += count;
        }

        return From(values[..used], counts[..used]);
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
    /// <returns>Arrays that may be shared with this object.</returns>
    public (double[] Values, long[] Counts) ToRuns()
    {
        if (Counts is not null)
            return (Values, Counts);
        var values = new double[Distinct];
        var counts = new long[Distinct];
        var at = 0;
        foreach (var (value, count) in Runs())
            (values[at], counts[at++]) = (value, count);
        return (values, counts);
    }

    private static bool IsShorterRepeated(long count, int distinct) => count <= 2L * distinct;

    private static void MergeValues(double[] first, double[] second, double[] all)
    {
        int i = 0, j = 0;
        for (var at = 0; at < all.Length; at++)
            all[at] = (j == second.Length || (i < first.Length && first[i] <= second[j]) ? first[i++] : second[j++]) + 0.0;
    }

    private static IEnumerable<(double Value, long Count)> InOrder(SortedNumbers first, SortedNumbers second)
    {
        using var left = first.Runs().GetEnumerator();
        using var right = second.Runs().GetEnumerator();
        var hasLeft = left.MoveNext();
        var hasRight = right.MoveNext();
        while (hasLeft || hasRight)
        {
            if (!hasRight || (hasLeft && left.Current.Value <= right.Current.Value))
            {
                yield return left.Current;
                hasLeft = left.MoveNext();
            }
            else
            {
                yield return right.Current;
                hasRight = right.MoveNext();
            }
        }
    }
}
