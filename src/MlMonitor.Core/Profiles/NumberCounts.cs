using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>Counts how often each of a few thousand numbers occurs: a table to look up in, which costs a fraction of sorting.</summary>
internal sealed class NumberCounts
{
    /// <summary>More different numbers than these no longer lie near the processor, and are better sorted.</summary>
    public const int Most = 32 * 1024;

    private const int FirstSlots = 1024;
    private double[] _values = new double[FirstSlots];
    private long[] _counts = new long[FirstSlots];
    private int _distinct;

    /// <summary>How many different numbers there are.</summary>
    public int Distinct => _distinct;

    /// <summary>Bytes taken.</summary>
    public long Bytes => 16L * _values.Length;

    /// <summary>Counts numbers.</summary>
    /// <param name="values">The numbers; a negative zero counts as zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        var (known, counts) = (_values, _counts);
        foreach (var given in values)
        {
            var value = given + 0.0;
            var slot = SlotOf(value, known, counts);
            if (counts[slot]++ > 0)
                continue;
            known[slot] = value;
            if (++_distinct * 2 <= known.Length)
                continue;
            Grow();
            (known, counts) = (_values, _counts);
        }
    }

    /// <summary>The numbers in order, each with its count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SortedNumbers ToSorted()
    {
        var values = new double[_distinct];
        var counts = new long[_distinct];
        var at = 0;
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] > 0)
                (values[at], counts[at++]) = (_values[slot], _counts[slot]);
        }

        Array.Sort(values, counts);
        return SortedNumbers.From(values, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(double value, double[] known, long[] counts)
    {
        // Fibonacci hashing: the upper bits of the product depend on all bits of the number.
        var slot = (int)((BitConverter.DoubleToUInt64Bits(value) * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)known.Length)));
        while (counts[slot] > 0 && known[slot] != value)
            slot = (slot + 1) & (known.Length - 1);
        return slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        var values = new double[_values.Length * 2];
        var counts = new long[values.Length];
        for (var old = 0; old < _counts.Length; old++)
        {
            if (_counts[old] == 0)
                continue;
            var slot = SlotOf(_values[old], values, counts);
            (values[slot], counts[slot]) = (_values[old], _counts[old]);
        }

        (_values, _counts) = (values, counts);
    }
}
