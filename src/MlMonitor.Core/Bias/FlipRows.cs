namespace MlMonitor.Core.Bias;

/// <summary>
/// At most so many rows, chosen evenly: those whose hash is smallest (bottom-k sampling: Cohen and Kaplan, "Summarizing Data using Bottom-k
/// Sketches", PODC 2007). The hash is of the row itself, so that the choice is the same whoever saw it, and in which order; rows that are
/// alike stay or go together.
/// </summary>
internal sealed class FlipRows(int most, int seed)
{
    // The largest hash first: it is the next to go.
    private readonly PriorityQueue<FlipRow, ulong> _rows = new(Comparer<ulong>.Create(static (one, other) => other.CompareTo(one)));
    private long _seen;
    private bool _isMerged;

    /// <summary>Takes a row.</summary>
    public void Add(ReadOnlySpan<double> features, bool isPositive)
    {
        var number = _seen++;
        var hash = HashOf(features, isPositive);
        if (_rows.Count < most || hash < _rows.Peek().Hash)
            Keep(new FlipRow(features.ToArray(), isPositive, hash, number));
    }

    /// <summary>Adds the rows of another part.</summary>
    public void Merge(FlipRows other)
    {
        _isMerged = true;
        _seen += other._seen;
        foreach (var (row, _) in other._rows.UnorderedItems)
            Keep(row);
    }

    /// <summary>The rows as they came, or by their hash where several parts were merged.</summary>
    public IReadOnlyList<FlipRow> InOrder()
    {
        var rows = _rows.UnorderedItems.Select(item => item.Element);
        return [.. _isMerged ? rows.OrderBy(row => row.Hash) : rows.OrderBy(row => row.Number)];
    }

    private void Keep(FlipRow row)
    {
        if (_rows.Count < most)
            _rows.Enqueue(row, row.Hash);
        else
            _rows.EnqueueDequeue(row, row.Hash);
    }

    private ulong HashOf(ReadOnlySpan<double> features, bool isPositive)
    {
        var hash = Mix((ulong)seed ^ (isPositive ? 1UL : 0));
        foreach (var feature in features)
            hash = Mix(hash ^ BitConverter.DoubleToUInt64Bits(feature));
        return hash;
    }

    /// <summary>The last step of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>A row of a flip test.</summary>
/// <param name="Features">The features.</param>
/// <param name="IsPositive">Whether the model says yes.</param>
/// <param name="Hash">The hash of both.</param>
/// <param name="Number">As which of its part it came.</param>
internal sealed record FlipRow(double[] Features, bool IsPositive, ulong Hash, long Number);
