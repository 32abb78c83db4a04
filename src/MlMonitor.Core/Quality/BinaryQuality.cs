using System.Globalization;
using System.Runtime.InteropServices;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// How good a model tells two classes apart: by its answer, and by its scores where it gives any. One pass over the rows; keeps 8 bytes
/// for each score. Merges.
/// </summary>
/// <param name="options">The threshold, and how intervals are found.</param>
public sealed class BinaryQuality(QualityOptions options)
{
    private readonly double[] _cells = new double[4];
    private readonly List<double> _positive = [];
    private readonly List<double> _negative = [];
    private readonly ProbabilitySums _sums = new();
    private long _leftOut;
    private long _noScore;

    /// <summary>Takes a prediction that is a score.</summary>
    /// <param name="isPositive">Whether the label is positive.</param>
    /// <param name="score">The score; above the threshold it counts as positive. One that is no number is counted and left out.</param>
    public void Add(bool isPositive, double score)
    {
        if (double.IsNaN(score))
            _leftOut++;
        else
            Add(isPositive, score > options.Threshold, score);
    }

    /// <summary>Takes a prediction that is a class, and perhaps a score.</summary>
    /// <param name="isPositive">Whether the label is positive.</param>
    /// <param name="isPredictedPositive">Whether the model said so.</param>
    /// <param name="score">The score; null where there is none.</param>
    public void Add(bool isPositive, bool isPredictedPositive, double? score)
    {
        _cells[isPositive ? (isPredictedPositive ? 0 : 2) : isPredictedPositive ? 1 : 3]++;
        if (score is not { } number)
            return;
        if (double.IsNaN(number))
        {
            _noScore++;
            return;
        }

        (isPositive ? _positive : _negative).Add(number);
        _sums.Add(isPositive, number);
    }

    /// <summary>Counts a row whose label or prediction could not be read.</summary>
    public void LeaveOut() => _leftOut++;

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(BinaryQuality other)
    {
        for (var i = 0; i < _cells.Length; i++)
            _cells[i] += other._cells[i];
        _positive.AddRange(other._positive);
        _negative.AddRange(other._negative);
        _sums.Merge(other._sums);
        (_leftOut, _noScore) = (_leftOut + other._leftOut, _noScore + other._noScore);
    }

    /// <summary>What came of it.</summary>
    /// <returns>The result.</returns>
    public QualityResult Build()
    {
        var count = (long)_cells.Sum();
        var table = _positive.Count + _negative.Count == 0 ? null : ScoreTable.Of(CollectionsMarshal.AsSpan(_positive), CollectionsMarshal.AsSpan(_negative));
        return new QualityResult
        {
            ProblemType = MlProblemType.BinaryClassification,
            Count = count,
            LeftOut = _leftOut,
            Metrics = [.. OfCounts(), .. table is null ? [] : OfScores(table)],
            Confusion = new ConfusionMatrix(["0", "1"], [[(long)_cells[3], (long)_cells[1]], [(long)_cells[2], (long)_cells[0]]]),
            Curve = table?.Curve(),
            Remarks = [.. Remarks(count)],
        };
    }

    private IEnumerable<QualityMetric> OfCounts()
    {
        var always = options.Compatibility == MlDriftCompatibility.ModelMonitor;
        var values = new double[BinaryCounts.Names.Length];
        BinaryCounts.Evaluate(_cells, values, always);
        var replicates = CountResampling.Replicate(_cells, CountResampling.PriorMass / _cells.Length, options.Resampling, values.Length,
            (cells, into) => BinaryCounts.Evaluate(cells, into, always));
        return BinaryCounts.Names.Select((name, i) => QualityMetric.Of(name, values[i], replicates[i], options.Resampling, Why(name)));
    }

    private string Why(string name)
    {
        if (_cells.Sum() == 0)
            return "No labelled prediction";
        return _cells[0] + _cells[2] == 0 && !name.StartsWith("precision", StringComparison.Ordinal) ? "No label is positive"
            : name.StartsWith("precision", StringComparison.Ordinal) ? "No prediction is positive" : "No label is negative";
    }

    private IEnumerable<QualityMetric> OfScores(ScoreTable table)
    {
        var (areas, precisions) = table.Replicate(options.Resampling);
        var missing = _positive.Count == 0 ? "No label is positive" : "No label is negative";
        yield return QualityMetric.Of("auc", table.Auc(), areas, options.Resampling, missing);
        yield return QualityMetric.Of("pr_auc", table.AveragePrecision(), precisions, options.Resampling, missing);
        foreach (var metric in _sums.Metrics(options.Resampling))
            yield return metric;
    }

    private IEnumerable<string> Remarks(long count)
    {
        if (_leftOut > 0)
            yield return $"{_leftOut} rows left out: the prediction or the label is missing or no number";
        if (_noScore > 0)
            yield return $"{_noScore} scores left out: no number";
        if (count > 0 && _cells[0] + _cells[2] == 0)
            yield return "No label is positive: the positive value may be spelt otherwise, or labels of it are still to come";
        if (count > 0 && _cells[1] + _cells[3] == 0)
            yield return "No label is negative: the positive value may be spelt otherwise, or labels of the other class are still to come";
        if (count > 0 && (_cells[0] + _cells[1] == 0 || _cells[2] + _cells[3] == 0))
            yield return "All predictions are the same";
        if (_sums.Range is { } range && (range.Lower < 0 || range.Upper > 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"Scores run from {range.Lower:0.###} to {range.Upper:0.###}: they are no probabilities");
    }
}
