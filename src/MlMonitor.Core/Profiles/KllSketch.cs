namespace MlMonitor.Core.Profiles;

/// <summary>
/// A summary of a stream of numbers from which ranks are told within a bound: Z. Karnin, K. Lang, E. Liberty, "Optimal quantile
/// approximation in streams" (FOCS 2016). A number on level h stands for 2^h; a level that is full is sorted and every other
/// number of it, the odd or the even ones by a coin, goes up. Merges in any order and any tree within the same bound.
/// </summary>
public sealed class KllSketch
{
    // How fast levels shrink below the top one, and the least they hold: as in Apache DataSketches, whose error formula is used.
    private const double Shrinkage = 2.0 / 3;
    private const int LeastCapacity = 8;

    private readonly List<KllLevel> _levels = [new KllLevel()];
    private int _held;
    private int _capacity;
    private ulong _coin;

    /// <summary>Makes a sketch of no number.</summary>
    /// <param name="size">k: how many numbers the highest level holds; 8 or more. The error shrinks nearly as 1 / k.</param>
    /// <param name="seed">Where the coin starts.</param>
    public KllSketch(int size, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, LeastCapacity);
        Size = size;
        _coin = seed;
        _capacity = Capacity();
    }

    /// <summary>k: how many numbers the highest level holds.</summary>
    public int Size { get; }

    /// <summary>How many numbers were added.</summary>
    public long Count { get; private set; }

    /// <summary>How many numbers are held.</summary>
    public int Held => _held;

    /// <summary>By how much a rank may be off, as a share of all numbers, at 99 % confidence; 0 while every number is held.</summary>
    public double RankError => _levels.Count == 1 ? 0 : RankErrorOf(Size);

    internal int LevelCount => _levels.Count;

    internal ulong Coin => _coin;

    internal long Bytes => _levels.Sum(level => 8L * level.Capacity);

    /// <summary>
    /// By how much one rank told by a sketch may be off, at 99 % confidence: 2.296 / k^0.9723, the fit of Apache DataSketches
    /// to its measurements (KllSketch.getNormalizedRankError, single-sided); 0.07 % for k = 4,096.
    /// </summary>
    /// <param name="size">k.</param>
    /// <returns>The error as a share of all numbers.</returns>
    public static double RankErrorOf(double size) => 2.296 / Math.Pow(size, 0.9723);

    /// <summary>Adds a number.</summary>
    /// <param name="value">A finite number.</param>
    public void Add(double value)
    {
        _levels[0].Add(value);
        Count++;
        if (++_held >= _capacity)
            Compress();
    }

    /// <summary>Adds a number as often as it occurred: on the level of each bit of the count, so that nothing is lost by it.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="count">How often; above zero.</param>
    public void Add(double value, long count)
    {
        for (var level = 0; count >> level > 0; level++)
        {
            while (_levels.Count <= level)
                Raise();
            if (((count >> level) & 1) == 0)
                continue;
            _levels[level].Add(value);
            _held++;
        }

        Count += count;
        while (_held >= _capacity)
            Compress();
    }

    /// <summary>Adds what another sketch was made of.</summary>
    /// <param name="other">The other sketch; it stays as it is.</param>
    public void Add(KllSketch other)
    {
        while (_levels.Count < other._levels.Count)
            Raise();
        for (var level = 0; level < other._levels.Count; level++)
        {
            foreach (var value in other.Level(level))
                _levels[level].Add(value);
        }

        _held += other._held;
        Count += other.Count;
        while (_held >= _capacity)
            Compress();
    }

    /// <summary>The distribution the sketch stands for.</summary>
    /// <returns>Its distinct numbers, rising, with their weights.</returns>
    public NumericDistribution ToDistribution() =>
        WeightedLevels.ToDistribution([.. _levels.Select(level => level.Values.ToArray())], RankError);

    internal ReadOnlySpan<double> Level(int level) => _levels[level].Values;

    internal KllSketch Copy() => Restore(Size, _coin, [.. _levels.Select(level => level.Values.ToArray())]);

    internal static KllSketch Restore(int size, ulong coin, IReadOnlyList<double[]> levels)
    {
        var sketch = new KllSketch(size, coin);
        for (var level = 0; level < levels.Count; level++)
        {
            if (level > 0)
                sketch.Raise();
            foreach (var value in levels[level])
                sketch._levels[level].Add(value);
            sketch._held += levels[level].Length;
            sketch.Count += (long)levels[level].Length << level;
        }

        return sketch;
    }

    private void Raise()
    {
        _levels.Add(new KllLevel());
        _capacity = Capacity();
    }

    private int Capacity() => Enumerable.Range(0, _levels.Count).Sum(CapacityOf);

    private int CapacityOf(int level) =>
        Math.Max(LeastCapacity, (int)Math.Ceiling(Size * Math.Pow(Shrinkage, _levels.Count - 1 - level)));

    private void Compress()
    {
        // The lowest level that is full: cheapest in error, since a number there weighs least. One is, or the sum could not be.
        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Values.Length < CapacityOf(level))
                continue;
            if (level == _levels.Count - 1)
                Raise();
            _held -= _levels[level].PromoteTo(_levels[level + 1], Toss());
            return;
        }
    }

    // SplitMix64 (Steele, Lea, Flood 2014): a small generator whose whole state is a number that can be written down.
    private bool Toss()
    {
        _coin += 0x9E3779B97F4A7C15;
        var mixed = (_coin ^ (_coin >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (mixed >> 63) == 1;
    }
}
