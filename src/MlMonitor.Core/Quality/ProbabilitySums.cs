using System.Globalization;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// What scores that are probabilities are good for: log loss, Brier score, and the expected calibration error, which is the mean distance
/// between score and share of positive rows over ten bins of equal width, weighted by their rows (Naeini, Cooper and Hauskrecht, "Obtaining
/// Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015).
/// </summary>
internal sealed class ProbabilitySums
{
    private const int Bins = 10;
    private const int N = 0, Loss = 1, Brier = 2, FirstBin = 3;

    // The distance from 1 to the next double: scikit-learn's bound since 1.2, so that one sure error does not make the loss infinite.
    private const double Least = 2.220446049250313e-16;

    private static readonly string[] Names = ["log_loss", "brier", "calibration_error"];

    private readonly RandomGroups _groups = new(FirstBin + 3 * Bins);
    private double _lowest = double.PositiveInfinity;
    private double _highest = double.NegativeInfinity;

    /// <summary>The lowest and the highest score; null where there was none.</summary>
    public Interval? Range => _lowest <= _highest ? new Interval(_lowest, _highest) : null;

    public void Add(bool isPositive, double score)
    {
        _lowest = Math.Min(_lowest, score);
        _highest = Math.Max(_highest, score);
        var sums = _groups.Next();
        var truth = isPositive ? 1.0 : 0;
        var p = Math.Clamp(score, Least, 1 - Least);
        sums[N]++;
        sums[Loss] -= isPositive ? Math.Log(p) : Math.Log(1 - p);
        sums[Brier] += (score - truth) * (score - truth);
        var bin = FirstBin + 3 * (int)Math.Clamp(score * Bins, 0, Bins - 1);
        sums[bin]++;
        sums[bin + 1] += score;
        sums[bin + 2] += truth;
    }

    public void Merge(ProbabilitySums other)
    {
        _groups.Merge(other._groups);
        _lowest = Math.Min(_lowest, other._lowest);
        _highest = Math.Max(_highest, other._highest);
    }

    public IEnumerable<QualityMetric> Metrics(ResamplingOptions options)
    {
        if (Range is not { } range)
            return [];
        if (range.Lower < 0 || range.Upper > 1)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"Scores run from {range.Lower:0.###} to {range.Upper:0.###}: they are no probabilities");
            return Names.Select(name => new QualityMetric { Name = name, Reason = reason });
        }

        var values = new double[Names.Length];
        Evaluate(_groups.Totals(), values);
        var replicates = _groups.Replicate(options, Names.Length, Evaluate);
        return Names.Select((name, i) => QualityMetric.Of(name, values[i], replicates[i], options));
    }

    private static void Evaluate(ReadOnlySpan<double> sums, Span<double> values)
    {
        var gap = 0.0;
        for (var bin = FirstBin; bin < sums.Length; bin += 3)
            gap += Math.Abs(sums[bin + 1] - sums[bin + 2]);
        values[0] = sums[Loss] / sums[N];
        values[1] = sums[Brier] / sums[N];
        values[2] = gap / sums[N];
    }
}
