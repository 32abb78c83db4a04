namespace MlMonitor.Core.Training.Rules.Statistics;

/// <summary>Finite values in order, each with its place among all points, so that what was not a number leaves a gap.</summary>
/// <param name="Places">The places, ascending.</param>
/// <param name="Values">The values.</param>
internal readonly record struct Samples(double[] Places, double[] Values)
{
    public int Count => Values.Length;

    /// <summary>Takes the finite ones of a list of values.</summary>
    public static Samples Of(IReadOnlyList<double> values)
    {
        var finite = Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i])).ToArray();
        return new Samples([.. finite.Select(i => (double)i)], [.. finite.Select(i => values[i])]);
    }

    /// <summary>
    /// At most <paramref name="most"/> values: the rest is thinned by cutting the series into that many buckets of equal count and
    /// taking the median place and the median value of each. The tests on pairs of values are of the order of n², and a median of
    /// neighbours keeps the shape, where taking every n-th value would keep the noise.
    /// </summary>
    public Samples Thinned(int most)
    {
        if (Count <= most)
            return this;
        var places = new double[most];
        var values = new double[most];
        for (var i = 0; i < most; i++)
        {
            var (from, to) = ((int)((long)i * Count / most), (int)((long)(i + 1) * Count / most));
            places[i] = Robust.Median(Places.AsSpan(from, to - from));
            values[i] = Robust.Median(Values.AsSpan(from, to - from));
        }
        return new Samples(places, values);
    }

    /// <summary>A part of them.</summary>
    public Samples Slice(Range range) => new(Places[range], Values[range]);
}
