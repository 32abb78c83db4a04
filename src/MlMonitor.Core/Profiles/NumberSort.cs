using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Sorts doubles. A radix sort by eleven bits at a time, least significant first, over keys whose unsigned order is that of the
/// numbers. Only the leading bits that are not the same everywhere are sorted by, as many as tell nearly all numbers apart; the few
/// that have those in common are compared. A few times as fast as comparing for long columns.
/// </summary>
internal static class NumberSort
{
    private const int Bits = 11;
    private const int MostPasses = 6;
    private const int Buckets = 1 << Bits;

    private const int SpareBits = 9;

    // Below this, setting up the counts costs more than comparing.
    private const int WorthIt = 2048;

    /// <summary>Sorts finite numbers, and writes a negative zero as zero, so that equal numbers have equal bits.</summary>
    /// <param name="values">The numbers; sorted on return.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] += 0.0;
        if (values.Length < WorthIt)
        {
            values.Sort();
            return;
        }

        // A pool would keep the room of the longest column for good.
        using var room = new NumberBlock(values.Length).Filled();
        var counts = ArrayPool<int>.Shared.Rent(Buckets * MostPasses);
        try
        {
            Sort(MemoryMarshal.Cast<double, ulong>(values), MemoryMarshal.Cast<double, ulong>(room.Values), counts.AsSpan(0, Buckets * MostPasses));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    /// <summary>The key whose unsigned order is that of the numbers.</summary>
    /// <param name="bits">The bits of a double.</param>
    /// <returns>Its key.</returns>
    public static ulong ToKey(ulong bits) => bits ^ ((ulong)((long)bits >> 63) | (1UL << 63));

    /// <summary>What <see cref="ToKey"/> was made from.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The bits of a double.</returns>
    public static ulong FromKey(ulong key) => key ^ ((ulong)(~(long)key >> 63) | (1UL << 63));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(Span<ulong> keys, Span<ulong> other, Span<int> counts)
    {
        var (any, all) = (0UL, ulong.MaxValue);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = ToKey(keys[i]);
            keys[i] = key;
            any |= key;
            all &= key;
        }

        var high = 64 - BitOperations.LeadingZeroCount(any ^ all);
        // So many bits more than it takes to number them leave one pair in hundreds of numbers to compare, if they are spread evenly.
        var wanted = BitOperations.Log2((uint)keys.Length) + SpareBits;
        var low = Math.Max(Math.Min(high, BitOperations.TrailingZeroCount(any ^ all)), high - ((wanted + Bits - 1) / Bits * Bits));
        var from = SortFrom(low, (high - low + Bits - 1) / Bits, keys, other, counts);
        if (low > BitOperations.TrailingZeroCount(any ^ all))
            SortTies(from, low);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = FromKey(from[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Span<ulong> SortFrom(int low, int passes, Span<ulong> from, Span<ulong> to, Span<int> counts)
    {
        counts.Clear();
        foreach (var key in from)
        {
            for (var pass = 0; pass < passes; pass++)
                counts[(pass * Buckets) + (int)((key >> (low + (pass * Bits))) & (Buckets - 1))]++;
        }

        for (var pass = 0; pass < passes; pass++)
        {
            var shift = low + (pass * Bits);
            var starts = counts.Slice(pass * Buckets, Buckets);
            var sum = 0;
            for (var i = 0; i < Buckets; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            foreach (var key in from)
                to[starts[(int)((key >> shift) & (Buckets - 1))]++] = key;
            var swap = from;
            from = to;
            to = swap;
        }

        return from;
    }

    // Keys that have all bits from the lowest one up in common lie together.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortTies(Span<ulong> keys, int low)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] >= keys[i - 1])
                continue;
            var (begin, end) = (i - 1, i + 1);
            while (begin > 0 && keys[begin - 1] >> low == keys[i] >> low)
                begin--;
            while (end < keys.Length && keys[end] >> low == keys[i] >> low)
                end++;
            keys[begin..end].Sort();
            i = end - 1;
        }
    }
}
