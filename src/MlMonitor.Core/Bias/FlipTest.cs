using MathNet.Numerics.Random;

namespace MlMonitor.Core.Bias;

/// <summary>
/// The flip test: what the model says of the group, against what it says of the most similar others (Black, Yeom and Fredrikson, "FlipTest:
/// Fairness Testing via Optimal Transport", FAT* 2020; Clarify's form with neighbours). Each row of the group gets the answer of most of its
/// five nearest others, or of the nearest where there are fewer than ten others. Distances are those of the features as they are, as in
/// Clarify, so features of large numbers count most. Of equally near rows the earlier count. Keeps at most so many rows of either side,
/// chosen evenly (Vitter's algorithm R); neighbours are found by looking at all.
/// </summary>
/// <param name="most">How many rows of either side are kept.</param>
/// <param name="seed">Where the choice starts.</param>
public sealed class FlipTest(int most = 5000, int seed = 20261127)
{
    /// <summary>What it says, in words.</summary>
    public const string Meaning = "How much more often the model says yes to one of the group than to most of the others like it: below 0 the group gets fewer";

    private const int Neighbours = 5;

    // Clarify: up to so many others one neighbour is asked.
    private const int Few = 9;

    private readonly List<(double[] Features, bool IsPositive)> _others = [];
    private readonly List<(double[] Features, bool IsPositive)> _facet = [];
    private readonly Xoshiro256StarStar _random = new(seed);
    private long _otherCount, _facetCount;

    /// <summary>How many rows were left out because a feature is no number.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Takes a row.</summary>
    /// <param name="features">The features, without facet and label; numbers only.</param>
    /// <param name="isFacet">Whether it is of the group.</param>
    /// <param name="isPredictedPositive">Whether the model says yes.</param>
    public void Add(ReadOnlySpan<double> features, bool isFacet, bool isPredictedPositive)
    {
        foreach (var feature in features)
        {
            if (!double.IsFinite(feature))
            {
                LeftOut++;
                return;
            }
        }

        var (rows, seen) = isFacet ? (_facet, ++_facetCount) : (_others, ++_otherCount);
        if (rows.Count < most)
            rows.Add((features.ToArray(), isPredictedPositive));
        else if (_random.NextDouble() * seen is var place && place < most)
            rows[(int)place] = (features.ToArray(), isPredictedPositive);
    }

    /// <summary>What came of it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The flips.</returns>
    public FlipTestResult Run(CancellationToken cancellationToken = default)
    {
        var (favoured, harmed) = (0L, 0L);
        if (_others.Count > 0)
        {
            foreach (var (features, isPositive) in _facet)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var like = IsPositiveAmongOthers(features);
                favoured += isPositive && !like ? 1 : 0;
                harmed += !isPositive && like ? 1 : 0;
            }
        }

        return new FlipTestResult(favoured, harmed, _facet.Count, _others.Count);
    }

    private bool IsPositiveAmongOthers(double[] features)
    {
        Span<(double Distance, bool IsPositive)> nearest = stackalloc (double, bool)[_others.Count > Few ? Neighbours : 1];
        nearest.Fill((double.PositiveInfinity, false));
        foreach (var (other, isPositive) in _others)
        {
            var distance = 0.0;
            for (var f = 0; f < other.Length && distance < nearest[^1].Distance; f++)
                distance += (other[f] - features[f]) * (other[f] - features[f]);
            if (distance >= nearest[^1].Distance)
                continue;
            var place = nearest.Length - 1;
            for (; place > 0 && nearest[place - 1].Distance > distance; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = (distance, isPositive);
        }

        var votes = 0;
        foreach (var (_, isPositive) in nearest)
            votes += isPositive ? 1 : 0;
        return 2 * votes > nearest.Length;
    }
}
