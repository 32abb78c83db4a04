namespace MlMonitor.Core.Bias;

/// <summary>
/// The flip test: what the model says of the group, against what it says of the most similar others (Black, Yeom and Fredrikson, "FlipTest:
/// Fairness Testing via Optimal Transport", FAT* 2020; Clarify's form with neighbours). Each row of the group gets the answer of most of its
/// five nearest others, or of the nearest where there are fewer than ten others. Distances are those of the features as they are, as in
/// Clarify, so features of large numbers count most. Of equally near rows the earlier count, or after a merge an order that the rows
/// themselves give. Keeps at most so many rows of either side; neighbours are found by looking at all. Merges, and what is kept does not
/// depend on who saw which row.
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

    private readonly FlipRows _others = new(most, seed);
    private readonly FlipRows _facet = new(most, seed);

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

        (isFacet ? _facet : _others).Add(features, isPredictedPositive);
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part, of the same size and seed.</param>
    public void Merge(FlipTest other)
    {
        _others.Merge(other._others);
        _facet.Merge(other._facet);
        LeftOut += other.LeftOut;
    }

    /// <summary>What came of it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The flips.</returns>
    public FlipTestResult Run(CancellationToken cancellationToken = default)
    {
        var (others, facet) = (_others.InOrder(), _facet.InOrder());
        var (favoured, harmed) = (0L, 0L);
        foreach (var row in others.Count > 0 ? facet : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var like = IsPositiveAmong(others, row.Features);
            favoured += row.IsPositive && !like ? 1 : 0;
            harmed += !row.IsPositive && like ? 1 : 0;
        }

        return new FlipTestResult(favoured, harmed, facet.Count, others.Count);
    }

    private static bool IsPositiveAmong(IReadOnlyList<FlipRow> others, double[] features)
    {
        Span<(double Distance, bool IsPositive)> nearest = stackalloc (double, bool)[others.Count > Few ? Neighbours : 1];
        nearest.Fill((double.PositiveInfinity, false));
        foreach (var other in others)
        {
            var distance = 0.0;
            for (var f = 0; f < features.Length && distance < nearest[^1].Distance; f++)
                distance += (other.Features[f] - features[f]) * (other.Features[f] - features[f]);
            if (distance >= nearest[^1].Distance)
                continue;
            var place = nearest.Length - 1;
            for (; place > 0 && nearest[place - 1].Distance > distance; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = (distance, other.IsPositive);
        }

        var votes = 0;
        foreach (var (_, isPositive) in nearest)
            votes += isPositive ? 1 : 0;
        return 2 * votes > nearest.Length;
    }
}
