using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Takes the numbers of a column as they come, in blocks. A column of few distinct numbers is counted early and stays
/// small; one of many keeps its numbers until the end, or until it has to become a sketch.
/// </summary>
internal sealed class NumberStore
{
    private const int FirstBlock = 512;

    // So large that those of a few dozen columns lie near the processor together.
    private const int LargestBlock = 4 * 1024;

    // What is known of how many ties there are after so many numbers holds for the rest.
    private const int FirstCount = 16 * 1024;

    // Counting pays once a number of a block occurs twice on average, since in later blocks there are ever fewer new ones.
    private const int Ties = 2;

    private readonly List<NumberBlock> _blocks = [];
    private double[] _block = [];
    private int _used;
    private long _inBlocks;
    private long _countFrom = FirstCount;
    private SortedNumbers _counted = SortedNumbers.Empty;
    private NumberCounts? _counts;
    private KllSketch? _sketch;
    private Moments? _moments;

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => (8L * (_inBlocks + _block.Length)) + _counted.Bytes + (_counts?.Bytes ?? 0) + (_sketch is null ? 0 : _sketch.Bytes + (2 * ExactSum.Bytes));

    /// <summary>How many bytes sorting what waits takes beside.</summary>
    public long Scratch => 16L * (_inBlocks + _used);

    /// <summary>Whether it is a sketch already.</summary>
    public bool IsSketch => _sketch is not null;

    /// <summary>Adds a number.</summary>
    /// <param name="value">A finite number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_used == _block.Length)
            NextBlock();
        _block[_used++] = value;
    }

    /// <summary>Becomes a sketch.</summary>
    /// <param name="options">How large the sketch is, and its seed.</param>
    public void Shrink(ProfileOptions options)
    {
        if (_sketch is not null)
            return;
        TakeCounts();
        (_sketch, _moments) = (new KllSketch(options.SketchSize, options.Seed), Moments.Of(_counted));
        foreach (var (value, count) in _counted.Runs())
            _sketch.Add(value, count);
        _counted = SortedNumbers.Empty;
        foreach (var block in _blocks)
        {
            using (block)
                Feed(block.Values);
        }

        Release();
    }

    /// <summary>Counts what waits, if that makes it smaller.</summary>
    public void Count()
    {
        if (_sketch is not null || _inBlocks + _used == 0)
            return;
        PutAside();
        foreach (var block in _blocks)
            NumberSort.Sort(block.Values);
        var waiting = new NumberBlocks(_blocks);
        var distinct = waiting.CountDistinct();
        if (_counted.Count == 0 && _counts is null && _inBlocks < (long)Ties * distinct)
        {
            _countFrom = long.MaxValue;
            return;
        }

        _counted = SortedNumbers.Merge(_counted, SortedNumbers.From(waiting.Runs(), distinct));
        Release();
        // Where there are many ties go on so, rarely enough that merging stays cheaper than sorting; where not, not again.
        var hasTies = _counted.Count >= (long)Ties * _counted.Distinct;
        _countFrom = hasTies ? Math.Max(FirstCount, 2L * _counted.Distinct) : long.MaxValue;
        if (hasTies && _counted.Distinct <= NumberCounts.Most / 2)
            _counts ??= new NumberCounts();
    }

    /// <summary>What was taken, and empties the store.</summary>
    /// <returns>The summary.</returns>
    public NumberSummary ToSummary()
    {
        if (_sketch is not null)
        {
            FeedSketch();
            return new NumberSummary(_sketch, _moments!);
        }

        var sorted = TakeSorted();
        TakeCounts();
        _block = [];
        return new NumberSummary(SortedNumbers.Merge(_counted, sorted));
    }

    /// <summary>Takes over what another store has, so that both are sorted at once. Not where one is a sketch.</summary>
    /// <param name="other">The other store, which is then empty, or left as it is.</param>
    public void TakeOver(NumberStore other)
    {
        if (_sketch is not null || other._sketch is not null)
            return;
        _blocks.AddRange(other._blocks);
        _inBlocks += other._inBlocks;
        TakeCounts();
        other.TakeCounts();
        _counted = SortedNumbers.Merge(_counted, other._counted);
        foreach (var value in other._block.AsSpan(0, other._used))
            Add(value);
        other._blocks.Clear();
        (other._inBlocks, other._used, other._block, other._counted) = (0, 0, [], SortedNumbers.Empty);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void NextBlock()
    {
        if (_sketch is not null)
        {
            FeedSketch();
        }
        else if (_counts is not null)
        {
            _counts.Add(_block.AsSpan(0, _used));
            _used = 0;
            if (_counts.Distinct > NumberCounts.Most)
                TakeCounts();
        }
        else if (_block.Length == LargestBlock)
        {
            PutAside();
            if (_inBlocks >= _countFrom)
                Count();
        }

        // A profile may have thousands of columns and a few rows: a block starts small.
        if (_used == _block.Length)
            Array.Resize(ref _block, Math.Min(LargestBlock, Math.Max(FirstBlock, 4 * _block.Length)));
    }

    private void PutAside()
    {
        for (var rest = _block.AsSpan(0, _used); !rest.IsEmpty;)
        {
            // The blocks of a long column are large: memory of that size goes back to the system on its own when it is freed.
            if (_blocks.Count == 0 || _blocks[^1].Room == 0)
                _blocks.Add(new NumberBlock((int)Math.Clamp(_inBlocks, FirstCount, 8 * FirstCount) / LargestBlock * LargestBlock));
            var fits = Math.Min(rest.Length, _blocks[^1].Room);
            _blocks[^1].Append(rest[..fits]);
            rest = rest[fits..];
        }

        _inBlocks += _used;
        _used = 0;
    }

    private void TakeCounts()
    {
        if (_counts is not null)
            _counted = SortedNumbers.Merge(_counted, _counts.ToSorted());
        _counts = null;
    }

    private void FeedSketch()
    {
        Feed(_block.AsSpan(0, _used));
        _used = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Feed(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            _sketch!.Add(value + 0.0);
            _moments!.Add(value + 0.0);
        }
    }

    private SortedNumbers TakeSorted()
    {
        var count = checked((int)(_inBlocks + _used));
        if (count == 0)
            return SortedNumbers.Empty;
        // Of a long column most often the array itself is kept.
        var all = GC.AllocateUninitializedArray<double>(count);
        var free = all.AsSpan();
        foreach (var block in _blocks)
        {
            using (block)
                block.Values.CopyTo(free);
            free = free[block.Length..];
        }

        _block.AsSpan(0, _used).CopyTo(free);
        Release();
        _used = 0;
        NumberSort.Sort(all);
        return SortedNumbers.Of(all);
    }

    private void Release()
    {
        foreach (var block in _blocks)
            block.Dispose();
        _blocks.Clear();
        _inBlocks = 0;
    }
}
