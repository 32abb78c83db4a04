using System.Buffers;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Sorts doubles. A radix sort by eleven bits at a time, least significant first, over keys whose unsigned order is that of the
/// numbers; digits that are the same everywhere are passed over. A few times as fast as comparing for long columns.
/// </summary>
internal static class NumberSort
{
    private const int Bits = 11;
    private const int Passes = 6;
    private const int Buckets = 1 << Bits;

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

        var pooled = ArrayPool<ulong>.Shared.Rent(values.Length);
        var counts = ArrayPool<int>.Shared.Rent(Buckets * Passes);
        try
        {
            Sort(System.Runtime.InteropServices.MemoryMarshal.Cast<double, ulong>(values), pooled.AsSpan(0, values.Length), counts.AsSpan(0, Buckets * Passes));
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(pooled);
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
        counts.Clear();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = ToKey(keys[i]);
            keys[i] = key;
            for (var pass = 0; pass < Passes; pass++)
                counts[(pass * Buckets) + (int)((key >> (pass * Bits)) & (Buckets - 1))]++;
        }

        var from = keys;
        var to = other;
        for (var pass = 0; pass < Passes; pass++)
        {
            var shift = pass * Bits;
            var starts = counts.Slice(pass * Buckets, Buckets);
            if (starts[(int)((from[0] >> shift) & (Buckets - 1))] == from.Length)
                continue;
            var sum = 0;
            for (var i = 0; i < Buckets; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            foreach (var key in from)
                to[starts[(int)((key >> shift) & (Buckets - 1))]++] = key;
            var swap = from;
            from = to;
            to = swap;
        }

        for (var i = 0; i < keys.Length; i++)
            keys[i] = FromKey(from[i]);
    }
}
