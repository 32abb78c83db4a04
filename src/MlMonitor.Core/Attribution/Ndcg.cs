namespace MlMonitor.Core.Attribution;

/// <summary>
/// Normalized discounted cumulative gain: how much of what counted in the baseline still comes first. The gain of a feature is its score in
/// the baseline, divided by log₂(place + 1) of its place now, and the sum is divided by the largest there can be. Features that share a place
/// get the mean of the places, as scikit-learn's <c>ndcg_score</c> does by default (McSherry and Najork, "Computing Information Retrieval
/// Performance Measures Efficiently in the Presence of Tied Scores", ECIR 2008).
/// </summary>
public static class Ndcg
{
    /// <summary>The score.</summary>
    /// <param name="baseline">How much each feature counted; 0 or more.</param>
    /// <param name="current">How much it counts now; in the same order.</param>
    /// <returns>0 to 1: 1 where the order is the same; 0 where nothing counted in the baseline.</returns>
    /// <exception cref="ArgumentException">The lists are not of one length.</exception>
    public static double Score(ReadOnlySpan<double> baseline, ReadOnlySpan<double> current)
    {
        if (baseline.Length != current.Length)
            throw new ArgumentException("There must be as many current scores as of the baseline.", nameof(current));
        var best = Gain(baseline, baseline);
        return best == 0 ? 0 : Gain(baseline, current) / best;
    }

    private static double Gain(ReadOnlySpan<double> gains, ReadOnlySpan<double> scores)
    {
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores.ToArray(), order);
        var (total, place) = (0.0, 1);
        for (var i = order.Length - 1; i >= 0;)
        {
            var (score, sum, discount, count) = (scores[order[i]], 0.0, 0.0, 0);
            for (; i >= 0 && scores[order[i]] == score; i--, place++, count++)
            {
                sum += gains[order[i]];
                discount += 1 / Math.Log2(place + 1);
            }

            total += sum / count * discount;
        }

        return total;
    }

    /// <summary>The places by score, 1 for the largest; equal scores share the mean of their places.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>The place of each.</returns>
    public static double[] Ranks(ReadOnlySpan<double> scores)
    {
        var all = scores.ToArray();
        return [.. all.Select(score => all.Count(other => other > score) + (all.Count(other => other == score) + 1) / 2.0)];
    }
}
