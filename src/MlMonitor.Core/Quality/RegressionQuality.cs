using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// How good the numbers are that a model answers: mae, mse, rmse, r2 = 1 − SSE / SST, the mean error (prediction minus truth) and
/// quantiles of the absolute error. One pass over the rows; keeps 8 bytes a row for the quantiles. Merges.
/// </summary>
/// <param name="options">How intervals are found.</param>
public sealed class RegressionQuality(QualityOptions options)
{
    // Columns of the sums; truths are taken from the first one seen, so that large ones do not cancel each other.
    private const int N = 0, Absolute = 1, Squared = 2, Error = 3, Truth = 4, TruthSquared = 5;

    private static readonly (string Name, double Share)[] Quantiles =
        [("median_absolute_error", 0.5), ("p90_absolute_error", 0.9), ("p95_absolute_error", 0.95), ("p99_absolute_error", 0.99)];

    private static readonly string[] Names = ["mae", "mse", "rmse", "r2", "mean_error"];

    private readonly RandomGroups _groups = new(6);
    private readonly List<double> _errors = [];
    private double _shift = double.NaN;
    private long _leftOut;

    /// <summary>Takes a prediction and its truth.</summary>
    /// <param name="truth">What was true.</param>
    /// <param name="prediction">What the model said. Where one of them is not finite, the row is counted and left out.</param>
    public void Add(double truth, double prediction)
    {
        var error = prediction - truth;
        if (!double.IsFinite(error))
        {
            _leftOut++;
            return;
        }

        if (double.IsNaN(_shift))
            _shift = truth;
        var sums = _groups.Next();
        var y = truth - _shift;
        sums[N]++;
        sums[Absolute] += Math.Abs(error);
        sums[Squared] += error * error;
        sums[Error] += error;
        sums[Truth] += y;
        sums[TruthSquared] += y * y;
        _errors.Add(Math.Abs(error));
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part; is used up.</param>
    public void Merge(RegressionQuality other)
    {
        _leftOut += other._leftOut;
        if (other._errors.Count == 0)
            return;
        if (double.IsNaN(_shift))
            _shift = other._shift;
        var move = other._shift - _shift;
        for (var g = 0; g < RandomGroups.Count; g++)
        {
            var sums = other._groups.Group(g);
            sums[TruthSquared] += 2 * move * sums[Truth] + sums[N] * move * move;
            sums[Truth] += sums[N] * move;
        }

        _groups.Merge(other._groups);
        _errors.AddRange(other._errors);
    }

    /// <summary>What came of it.</summary>
    /// <returns>The result.</returns>
    public QualityResult Build()
    {
        var resampling = options.Resampling;
        var values = new double[Names.Length];
        Evaluate(_groups.Totals(), values);
        var replicates = _groups.Replicate(resampling, Names.Length, Evaluate);
        var metrics = Names.Select((name, i) => QualityMetric.Of(name, values[i], replicates[i], resampling,
            _errors.Count == 0 ? "No labelled prediction" : "All truths are the same, so there is no spread to explain"));
        return new QualityResult
        {
            ProblemType = MlProblemType.Regression,
            Count = _errors.Count,
            LeftOut = _leftOut,
            Metrics = [.. metrics, .. OfQuantiles()],
            Remarks = _leftOut > 0 ? [$"{_leftOut} rows left out: the prediction or the label is no number"] : [],
        };
    }

    private IEnumerable<QualityMetric> OfQuantiles()
    {
        _errors.Sort();
        var (random, n) = (new Xoshiro256StarStar(options.Resampling.Seed + 1), _errors.Count);
        foreach (var (name, share) in Quantiles)
        {
            if (n == 0)
            {
                yield return new QualityMetric { Name = name, Reason = "No labelled prediction" };
                continue;
            }

            var draws = new double[options.Resampling.Replicates];
            // Drawing rows anew moves the rank of a quantile by a binomial number and nothing else, so the rows need not be drawn, and
            // the numbers need not either: evenly spread ones have no error of their own.
            for (var r = 0; r < draws.Length; r++)
                draws[r] = At(share + Normal.InvCDF(0, Math.Sqrt(share * (1 - share) / n), (r + 0.5) / draws.Length));
            random.Shuffle(draws);
            yield return QualityMetric.Of(name, At(share), draws, options.Resampling);
        }
    }

    private double At(double share) => Interval.Quantile(CollectionsMarshal.AsSpan(_errors), Math.Clamp(share, 0, 1));

    private static void Evaluate(ReadOnlySpan<double> sums, Span<double> values)
    {
        var n = sums[N];
        var spread = sums[TruthSquared] - sums[Truth] * sums[Truth] / n;
        values[0] = sums[Absolute] / n;
        values[1] = sums[Squared] / n;
        values[2] = Math.Sqrt(sums[Squared] / n);
        // What is left of equal truths by rounding is no spread.
        values[3] = spread > 1e-12 * sums[TruthSquared] ? 1 - sums[Squared] / spread : double.NaN;
        values[4] = sums[Error] / n;
    }
}
