using MathNet.Numerics.LinearAlgebra;

namespace MlMonitor.Core.Attribution;

/// <summary>The weighted least squares fit whose coefficients add up to a given total.</summary>
internal static class ConstrainedFit
{
    /// <summary>Fits.</summary>
    /// <param name="coalitions">The sets and their weights.</param>
    /// <param name="means">What the model answers on average with each set.</param>
    /// <param name="total">What the coefficients add up to.</param>
    /// <param name="expected">What it answers on average without any feature.</param>
    /// <returns>One coefficient for each feature.</returns>
    public static double[] Solve(Coalitions coalitions, double[] means, double total, double expected)
    {
        var size = coalitions.Features;
        if (size < 2)
            return size == 0 ? [] : [total];
        // The last coefficient is what the others leave of the total, so it is put in for and only the others are free.
        var (left, right, z) = (Matrix<double>.Build.Dense(size - 1, size - 1), Vector<double>.Build.Dense(size - 1), new double[size - 1]);
        for (var s = 0; s < means.Length; s++)
        {
            var (set, weight) = (coalitions.Sets[s], coalitions.Weights[s]);
            var last = set[^1] ? 1 : 0;
            var y = means[s] - expected - last * total;
            for (var f = 0; f < z.Length; f++)
                z[f] = (set[f] ? 1 : 0) - last;
            for (var f = 0; f < z.Length; f++)
            {
                if (z[f] == 0)
                    continue;
                right[f] += weight * z[f] * y;
                for (var g = 0; g < z.Length; g++)
                    left[f, g] += weight * z[f] * z[g];
            }
        }

        // Too few sets leave some features alike: of all fits the one nearest to none is taken.
        var decomposition = left.Svd(computeVectors: true);
        var free = decomposition.Rank == size - 1 ? left.Cholesky().Solve(right) : left.PseudoInverse() * right;
        return [.. free, total - free.Sum()];
    }
}
