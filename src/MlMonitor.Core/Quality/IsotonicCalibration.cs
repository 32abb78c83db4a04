namespace MlMonitor.Core.Quality;

/// <summary>
/// Makes probabilities of scores: the rising line of steps that is nearest to the labels (Zadrozny and Elkan, "Transforming Classifier Scores
/// into Accurate Multiclass Probability Estimates", KDD 2002), by pooling neighbours that fall; straight lines between the scores, as
/// scikit-learn's <c>IsotonicRegression(out_of_bounds='clip')</c>. Immutable.
/// </summary>
public sealed class IsotonicCalibration
{
    private readonly double[] _scores;
    private readonly double[] _probabilities;

    private IsotonicCalibration(double[] scores, double[] probabilities)
    {
        _scores = scores;
        _probabilities = probabilities;
    }

    /// <summary>Learns from scores with labels.</summary>
    /// <param name="scores">The scores; none is NaN.</param>
    /// <param name="isPositive">Whether the label of each is positive; as many.</param>
    /// <returns>The calibration; null where there is no score.</returns>
    public static IsotonicCalibration? Fit(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        var groups = scores.Zip(isPositive).GroupBy(row => row.First).OrderBy(group => group.Key)
            .Select(group => (Score: group.Key, Count: group.Count(), Share: group.Average(row => row.Second ? 1.0 : 0))).ToList();
        if (groups.Count == 0)
            return null;
        var blocks = new List<(double Share, double Weight, int Length)>();
        foreach (var (_, count, share) in groups)
        {
            blocks.Add((share, count, 1));
            while (blocks.Count > 1 && blocks[^2].Share >= blocks[^1].Share)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = ((a.Share * a.Weight + b.Share * b.Weight) / (a.Weight + b.Weight), a.Weight + b.Weight, a.Length + b.Length);
            }
        }

        return new IsotonicCalibration([.. groups.Select(group => group.Score)], [.. blocks.SelectMany(block => Enumerable.Repeat(block.Share, block.Length))]);
    }

    /// <summary>The probability of a score.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The probability, 0 to 1; NaN of NaN.</returns>
    public double Apply(double score)
    {
        if (double.IsNaN(score))
            return double.NaN;
        var place = Array.BinarySearch(_scores, score);
        if (place >= 0)
            return _probabilities[place];
        var next = ~place;
        if (next == 0 || next == _scores.Length)
            return _probabilities[Math.Min(next, _scores.Length - 1)];
        var along = (score - _scores[next - 1]) / (_scores[next] - _scores[next - 1]);
        return _probabilities[next - 1] + along * (_probabilities[next] - _probabilities[next - 1]);
    }
}
