using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>
/// How Deequ up to 2.0.x, and with it Model Monitor, counts numbers. Its sketch (QuantileNonSample) keeps numbers on levels, one on level
/// h standing for 2^h, and its getRankMap takes each distinct number once, with the weight of the highest level it is on: repeated
/// numbers are forgotten (awslabs/deequ issue 392). So of up to 2,050 rows every distinct number counts 1, and columns of few distinct
/// numbers never drift.
/// </summary>
public static class DeequCounting
{
    /// <summary>Size k of the sketches of Model Monitor.</summary>
    public const int SketchSize = 2048;

    // How fast levels shrink with their height.
    private const double Shrinkage = 0.64;

    /// <summary>What Deequ takes a column for.</summary>
    /// <param name="numbers">
    /// The column. The order it came in is not known any more, and does not tell how often a number counts but which numbers are kept; it
    /// is taken in steps of the golden ratio through the sorted numbers, as mixed as rows are.
    /// </param>
    /// <returns>Its distinct numbers with the weights that Deequ gives them.</returns>
    public static NumericDistribution Of(NumericDistribution numbers)
    {
        var sorted = new double[numbers.Count];
        var at = 0;
        for (var i = 0; i < numbers.Values.Length; i++)
        {
            sorted.AsSpan(at, (int)numbers.Counts.Span[i]).Fill(numbers.Values.Span[i]);
            at += (int)numbers.Counts.Span[i];
        }

        var sketch = new Sketch();
        var step = Coprime(sorted.Length);
        for (long i = 0, next = 0; i < sorted.Length; i++, next = (next + step) % sorted.Length)
            sketch.Add(sorted[next]);
        return Of(sketch.Levels);
    }

    /// <summary>What Deequ takes the levels of a sketch for.</summary>
    /// <param name="levels">The levels, the lowest first; numbers in any order.</param>
    /// <returns>The distinct numbers with the weights that Deequ gives them.</returns>
    public static NumericDistribution Of(IReadOnlyList<IReadOnlyList<double>> levels)
    {
        var weights = new SortedDictionary<double, long>();
        for (var level = 0; level < levels.Count; level++)
        {
            foreach (var value in levels[level])
                weights[value] = 1L << level;
        }

        return new NumericDistribution([.. weights.Keys], [.. weights.Values]);
    }

    private static long Coprime(long count)
    {
        var step = Math.Max(1, (long)(count * 0.6180339887498949));
        while (System.Numerics.BigInteger.GreatestCommonDivisor(step, count) > 1)
            step++;
        return step;
    }

    // The sketch as it fills: when all levels together are full, the lowest that is full itself is sorted and every other number goes up,
    // the first or the second of each pair by turns.
    private sealed class Sketch
    {
        private readonly List<Level> _levels = [new Level()];
        private int _held;
        private int _capacity = Capacity(0);

        public IReadOnlyList<IReadOnlyList<double>> Levels => [.. _levels.Select(level => level.Items)];

        public void Add(double value)
        {
            _levels[0].Items.Add(value);
            if (++_held > _capacity)
                Condense();
        }

        private void Condense()
        {
            var full = _levels.Select((level, height) => (level, height)).FirstOrDefault(pair => pair.level.Items.Count >= Capacity(pair.height));
            if (full.level is null)
                return;
            if (full.height + 1 == _levels.Count)
            {
                _levels.Add(new Level());
                _capacity = Enumerable.Range(0, _levels.Count).Sum(Capacity);
            }

            full.level.Compact(_levels[full.height + 1].Items);
            _held = _levels.Sum(level => level.Items.Count);
        }

        private static int Capacity(int height) => 2 * ((int)Math.Ceiling(SketchSize * Math.Pow(Shrinkage, height) / 2) + 1);
    }

    private sealed class Level
    {
        private int _times;
        private int _first;

        public List<double> Items { get; } = [];

        public void Compact(List<double> next)
        {
            if (_times++ % 2 == 1)
                _first = 1 - _first;
            var even = Items.Count - (Items.Count % 2);
            Items.Sort(0, even, null);
            for (var i = _first; i < even; i += 2)
                next.Add(Items[i]);
            Items.RemoveRange(0, even);
        }
    }
}
