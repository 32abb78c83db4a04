using MathNet.Numerics.Random;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// Distinct scores, falling, with how many positive and negative rows have each: all that the area under a curve needs.
/// </summary>
internal sealed class ScoreTable
{
    // So many bins lose less than a thousandth of an area, and only of its spread: the value itself is exact.
    private const int MostBins = 1024;

    private readonly double[] _scores;
    private readonly double[] _positive;
    private readonly double[] _negative;

    private ScoreTable(double[] scores, double[] positive, double[] negative)
    {
        _scores = scores;
        _positive = positive;
        _negative = negative;
    }

    /// <summary>Makes a table of scores, which are sorted on the way.</summary>
    public static ScoreTable Of(Span<double> positive, Span<double> negative)
    {
        positive.Sort();
        negative.Sort();
        var count = Distinct(positive, negative);
        var table = new ScoreTable(new double[count], new double[count], new double[count]);
        var (i, j) = (positive.Length - 1, negative.Length - 1);
        for (var at = 0; at < count; at++)
        {
            var score = i < 0 ? negative[j] : j < 0 ? positive[i] : Math.Max(positive[i], negative[j]);
            for (; i >= 0 && positive[i] == score; i--)
                table._positive[at]++;
            for (; j >= 0 && negative[j] == score; j--)
                table._negative[at]++;
            table._scores[at] = score;
        }

        return table;
    }

    /// <summary>Makes a table of scores of which each is positive with its own probability.</summary>
    public static ScoreTable OfProbabilities(Span<double> scores)
    {
        var table = Of(scores, []);
        for (var i = 0; i < table._scores.Length; i++)
            (table._positive[i], table._negative[i]) = (table._positive[i] * table._scores[i], table._positive[i] * (1 - table._scores[i]));
        return table;
    }

    /// <summary>The area under the ROC curve: the chance that a positive row scores above a negative one, ties by half. NaN without both.</summary>
    public double Auc() => Auc(_positive, _negative);

    /// <summary>Average precision, the sum of precisions weighted by the steps of recall, as scikit-learn; NaN without positive rows.</summary>
    public double AveragePrecision() => AveragePrecision(_positive, _negative);

    /// <summary>Draws both anew: Poisson counts in each cell, of neighbouring scores taken together where there are very many.</summary>
    public (double[] Auc, double[] AveragePrecision) Replicate(ResamplingOptions options)
    {
        var (positive, negative) = Binned();
        var random = new Xoshiro256StarStar(options.Seed + 2);
        var (areas, precisions) = (new double[options.Replicates], new double[options.Replicates]);
        var (p, q) = (new double[positive.Length], new double[negative.Length]);
        var (lostArea, lostPrecision) = (Auc() - Auc(positive, negative), AveragePrecision() - AveragePrecision(positive, negative));
        for (var r = 0; r < areas.Length; r++)
        {
            for (var i = 0; i < p.Length; i++)
                (p[i], q[i]) = (PoissonWeights.Many(random, positive[i]), PoissonWeights.Many(random, negative[i]));
            areas[r] = Math.Clamp(Auc(p, q) + lostArea, 0, 1);
            precisions[r] = Math.Clamp(AveragePrecision(p, q) + lostPrecision, 0, 1);
        }

        return (areas, precisions);
    }

    /// <summary>The curve, thinned to so many points.</summary>
    public IReadOnlyList<CurvePoint> Curve(int most = 100)
    {
        var (allPositive, allNegative) = (_positive.Sum(), _negative.Sum());
        var (tp, fp, next) = (0.0, 0.0, 0.0);
        var points = new List<CurvePoint> { new(double.PositiveInfinity, 0, 0, 1) };
        for (var i = 0; i < _scores.Length; i++)
        {
            tp += _positive[i];
            fp += _negative[i];
            if (tp + fp < next && i < _scores.Length - 1)
                continue;
            next = tp + fp + (allPositive + allNegative) / most;
            points.Add(new CurvePoint(_scores[i], allPositive == 0 ? 0 : tp / allPositive, allNegative == 0 ? 0 : fp / allNegative, tp / (tp + fp)));
        }

        return points;
    }

    private (double[] Positive, double[] Negative) Binned()
    {
        if (_scores.Length <= MostBins)
            return (_positive, _negative);
        var size = (_positive.Sum() + _negative.Sum()) / MostBins;
        var (p, q) = (new List<double>(), new List<double>());
        var filled = double.PositiveInfinity;
        for (var i = 0; i < _scores.Length; i++)
        {
            if (filled >= size)
            {
                p.Add(0);
                q.Add(0);
                filled = 0;
            }

            p[^1] += _positive[i];
            q[^1] += _negative[i];
            filled += _positive[i] + _negative[i];
        }

        return ([.. p], [.. q]);
    }

    // Of both together, each of them sorted.
    private static int Distinct(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (i, j, count) = (0, 0, 0);
        for (; i < first.Length || j < second.Length; count++)
        {
            var least = i == first.Length ? second[j] : j == second.Length ? first[i] : Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == least)
                i++;
            while (j < second.Length && second[j] == least)
                j++;
        }

        return count;
    }

    private static double Auc(double[] positive, double[] negative)
    {
        var (above, wins, all) = (0.0, 0.0, 0.0);
        for (var i = 0; i < positive.Length; i++)
        {
            wins += negative[i] * (above + positive[i] / 2);
            above += positive[i];
            all += negative[i];
        }

        return above > 0 && all > 0 ? wins / above / all : double.NaN;
    }

    private static double AveragePrecision(double[] positive, double[] negative)
    {
        var (tp, fp, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < positive.Length; i++)
        {
            tp += positive[i];
            fp += negative[i];
            if (positive[i] > 0)
                sum += positive[i] * tp / (tp + fp);
        }

        return tp > 0 ? sum / tp : double.NaN;
    }
}
