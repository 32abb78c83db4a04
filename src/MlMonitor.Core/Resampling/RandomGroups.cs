using MathNet.Numerics.Random;

namespace MlMonitor.Core.Resampling;

/// <summary>
/// Sums over rows, kept in a thousand random groups, so that a bootstrap of a stream needs no rows. A draw gives each group a weight of
/// Poisson(1) (Hanley and MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Computer Methods and Programs
/// in Biomedicine 83 (2006), 57–62; Chamandy, Muralidharan, Najmi and Naidu, "Estimating Uncertainty for Massive Data Streams", Google,
/// 2012). With up to a thousand rows each row is a group of its own, which is the Poisson bootstrap of the rows; above, the spread of a
/// sum is found from groups (Wolter, "Introduction to Variance Estimation", 2nd ed. 2007, chapter 2) to about 2 % of itself. Merges.
/// </summary>
public sealed class RandomGroups
{
    private const int Groups = 1000;

    // Which group a row falls into must not go with the time of day, nor with the place in a request.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly double[] _sums;
    private long _rows;

    /// <summary>Makes groups that are empty.</summary>
    /// <param name="columns">How many sums there are of each.</param>
    public RandomGroups(int columns)
    {
        Columns = columns;
        _sums = new double[Groups * columns];
    }

    /// <summary>How many sums there are of each group.</summary>
    public int Columns { get; }

    /// <summary>The sums of the group of the next row, to add to.</summary>
    /// <returns>The sums.</returns>
    public Span<double> Next()
    {
        // Every thousand rows fill every group once, each thousand from another start.
        var round = (ulong)(_rows / Groups) * Golden;
        round ^= round >> 31;
        var group = (int)(((ulong)(_rows % Groups) + round) % Groups);
        _rows++;
        return Group(group);
    }

    /// <summary>The sums of one group.</summary>
    /// <param name="group">Which, from 0.</param>
    /// <returns>The sums.</returns>
    internal Span<double> Group(int group) => _sums.AsSpan(group * Columns, Columns);

    /// <summary>How many groups there are.</summary>
    internal static int Count => Groups;

    /// <summary>Adds other groups to these.</summary>
    /// <param name="other">Groups of the same sums.</param>
    public void Merge(RandomGroups other)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += other._sums[i];
        _rows += other._rows;
    }

    /// <summary>The sums over all rows.</summary>
    /// <returns>One for each column.</returns>
    public double[] Totals()
    {
        var totals = new double[Columns];
        for (var i = 0; i < _sums.Length; i++)
            totals[i % Columns] += _sums[i];
        return totals;
    }

    /// <summary>Draws the rows anew, again and again, and asks each time for statistics of the sums.</summary>
    /// <param name="options">How often, and from which seed.</param>
    /// <param name="statistics">How many statistics there are.</param>
    /// <param name="evaluate">Takes sums and fills in the statistics; NaN where one has no value.</param>
    /// <returns>Of each statistic its values.</returns>
    public double[][] Replicate(ResamplingOptions options, int statistics, EvaluateSums evaluate)
    {
        var random = new Xoshiro256StarStar(options.Seed);
        var replicates = Enumerable.Range(0, statistics).Select(_ => new double[options.Replicates]).ToArray();
        var (totals, values) = (new double[Columns], new double[statistics]);
        for (var r = 0; r < options.Replicates; r++)
        {
            Array.Clear(totals);
            for (var g = 0; g < Math.Min(Groups, _rows); g++)
            {
                var weight = PoissonWeights.One(random);
                if (weight == 0)
                    continue;
                var sums = Group(g);
                for (var c = 0; c < totals.Length; c++)
                    totals[c] += weight * sums[c];
            }

            evaluate(totals, values);
            for (var s = 0; s < statistics; s++)
                replicates[s][r] = values[s];
        }

        return replicates;
    }
}

/// <summary>Fills in statistics of sums.</summary>
/// <param name="sums">The sums, column by column.</param>
/// <param name="statistics">Where the statistics go; NaN where one has no value.</param>
public delegate void EvaluateSums(ReadOnlySpan<double> sums, Span<double> statistics);
