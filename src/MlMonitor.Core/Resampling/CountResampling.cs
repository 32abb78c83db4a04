using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace MlMonitor.Core.Resampling;

/// <summary>
/// Draws a table of counts anew. A table is all that is left of the rows, so nothing else needs to be kept. Each cell of n rows is drawn
/// from Gamma(n + prior), which is the Bayesian bootstrap (Rubin, Annals of Statistics 9 (1981), 130–134) with a prior of two rows in
/// all: of a proportion k of n it is Jeffreys' interval, Beta(k + ½, n − k + ½), which also holds where none or all of few rows failed and a
/// bootstrap of the rows alone would be sure of 0 or 1 (Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion",
/// Statistical Science 16 (2001), 101–133). For precision, recall and F: Goutte and Gaussier, ECIR 2005, 345–359.
/// </summary>
public static class CountResampling
{
    /// <summary>How many rows the prior weighs in all, spread evenly over the cells: ½ for each of four.</summary>
    public const double PriorMass = 2;

    /// <summary>Draws a table anew, again and again, and asks each time for statistics of it.</summary>
    /// <param name="counts">The cells.</param>
    /// <param name="prior">What each cell has before any row is seen; above 0.</param>
    /// <param name="options">How often, and from which seed.</param>
    /// <param name="statistics">How many statistics there are.</param>
    /// <param name="evaluate">Takes cells and fills in the statistics; NaN where one has no value.</param>
    /// <returns>Of each statistic its values.</returns>
    public static double[][] Replicate(ReadOnlySpan<double> counts, double prior, ResamplingOptions options, int statistics, EvaluateSums evaluate)
    {
        var random = new Xoshiro256StarStar(options.Seed);
        var replicates = Enumerable.Range(0, statistics).Select(_ => new double[options.Replicates]).ToArray();
        var (drawn, values) = (new double[counts.Length], new double[statistics]);
        for (var r = 0; r < options.Replicates; r++)
        {
            for (var c = 0; c < drawn.Length; c++)
                drawn[c] = Gamma.Sample(random, counts[c] + prior, 1);
            evaluate(drawn, values);
            for (var s = 0; s < statistics; s++)
                replicates[s][r] = values[s];
        }

        return replicates;
    }
}
