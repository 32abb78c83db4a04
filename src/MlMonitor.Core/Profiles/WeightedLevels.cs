namespace MlMonitor.Core.Profiles;

/// <summary>
/// Reads levels of numbers of which one on level h stands for 2^h: a KLL sketch, ours or the one in a statistics.json of
/// Model Monitor (<c>distribution.kll.sketch.data</c>, made by Deequ).
/// </summary>
public static class WeightedLevels
{
    /// <summary>
    /// The distribution behind a sketch of Deequ. With one level it is the column itself, and exact. With more, the error is
    /// that of <see cref="KllSketch.RankErrorOf"/> for the same k: Deequ states none, keeps at least as many numbers a level
    /// (c = 0.64), and halves by turns rather than by a coin.
    /// </summary>
    /// <param name="levels">The levels, the lowest first; numbers in any order.</param>
    /// <param name="size">The sketch's parameter k, 2,048 by default.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static NumericDistribution FromDeequ(IReadOnlyList<double[]> levels, double size) =>
        ToDistribution(levels, levels.Skip(1).Any(level => level.Length > 0) ? KllSketch.RankErrorOf(size) : 0);

    internal static NumericDistribution ToDistribution(IReadOnlyList<double[]> levels, double rankError)
    {
        var values = new double[levels.Sum(level => level.Length)];
        var weights = new long[values.Length];
        var at = 0;
        for (var level = 0; level < levels.Count; level++)
        {
            foreach (var value in levels[level])
                (values[at], weights[at++]) = (value + 0.0, 1L << level);
        }

        Array.Sort(values, weights);
        var used = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (used > 0 && values[used - 1] == values[i])
                weights[used - 1] += weights[i];
            else
                (values[used], weights[used++]) = (values[i], weights[i]);
        }

        return new NumericDistribution(values[..used], weights[..used], rankError);
    }
}
