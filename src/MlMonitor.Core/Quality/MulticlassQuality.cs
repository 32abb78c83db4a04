using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>
/// How good a model tells several classes apart: accuracy, and precision, recall and F of each class weighted by how often it is actual, as
/// scikit-learn's <c>average='weighted'</c>, a class that is never predicted counting 0. One pass over the rows; keeps counts. Merges.
/// </summary>
/// <param name="options">How intervals are found.</param>
public sealed class MulticlassQuality(QualityOptions options)
{
    /// <summary>How many classes there may be; more are numbers rather than classes.</summary>
    public const int MostClasses = 1000;

    // The prior is spread over all cells; of very many only those that were seen are drawn.
    private const int MostCells = 4096;

    private static readonly string[] Names = ["accuracy", "weighted_recall", "weighted_precision", "weighted_f0_5", "weighted_f1", "weighted_f2"];

    private readonly Dictionary<(string Actual, string Predicted), long> _cells = [];
    private readonly HashSet<string> _actual = new(StringComparer.Ordinal);
    private readonly HashSet<string> _predicted = new(StringComparer.Ordinal);
    private long _leftOut;
    private long _tooMany;

    /// <summary>Takes a prediction and its label.</summary>
    /// <param name="actual">The label as it is written.</param>
    /// <param name="predicted">What the model said. Where one of them is missing, the row is counted and left out.</param>
    public void Add(string? actual, string? predicted)
    {
        if (ClassName.Of(actual) is not { } truth || ClassName.Of(predicted) is not { } said)
            _leftOut++;
        else
            Add(truth, said, 1);
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(MulticlassQuality other)
    {
        foreach (var ((actual, predicted), count) in other._cells)
            Add(actual, predicted, count);
        (_leftOut, _tooMany) = (_leftOut + other._leftOut, _tooMany + other._tooMany);
    }

    /// <summary>What came of it.</summary>
    /// <returns>The result.</returns>
    public QualityResult Build()
    {
        string[] classes = [.. _actual.Union(_predicted).Order(ClassName.Order)];
        var places = classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        var counts = classes.Select(_ => new long[classes.Length]).ToArray();
        foreach (var ((actual, predicted), count) in _cells)
            counts[places[actual]][places[predicted]] = count;
        var strangers = _cells.Count > 0 && !_actual.Overlaps(_predicted);
        var mismatch = strangers
            ? $"No predicted class is one of the labels: {Some(_predicted)} against {Some(_actual)}"
            : "";
        return new QualityResult
        {
            ProblemType = MlProblemType.MulticlassClassification,
            Count = _cells.Values.Sum(),
            LeftOut = _leftOut + _tooMany,
            Metrics = strangers ? [.. Names.Select(name => new QualityMetric { Name = name, Reason = mismatch })] : [.. Metrics(counts)],
            Confusion = new ConfusionMatrix(classes, counts),
            Remarks = [.. Remarks(mismatch)],
        };
    }

    private static string Some(HashSet<string> names) => string.Join(", ", names.Order(ClassName.Order).Take(3)) + (names.Count > 3 ? ", …" : "");

    private void Add(string actual, string predicted, long count)
    {
        var isKnown = _actual.Contains(actual) && _predicted.Contains(predicted);
        if (!isKnown && Math.Max(_actual.Count, _predicted.Count) >= MostClasses)
        {
            _tooMany += count;
            return;
        }

        _actual.Add(actual);
        _predicted.Add(predicted);
        _cells[(actual, predicted)] = _cells.GetValueOrDefault((actual, predicted)) + count;
    }

    private IEnumerable<string> Remarks(string mismatch)
    {
        if (mismatch.Length > 0)
            yield return mismatch;
        if (_leftOut > 0)
            yield return $"{_leftOut} rows left out: the prediction or the label is missing";
        if (_tooMany > 0)
            yield return $"{_tooMany} rows left out: there are more than {MostClasses} classes, so these may be numbers";
        if (_predicted.Count == 1 && _actual.Count > 1)
            yield return "All predictions are the same";
    }

    private IEnumerable<QualityMetric> Metrics(long[][] counts)
    {
        var size = counts.Length;
        var dense = size * size <= MostCells;
        var cells = new List<(int Actual, int Predicted, double Count)>();
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                if (dense || counts[i][j] > 0)
                    cells.Add((i, j, counts[i][j]));
            }
        }

        double[] values = [.. cells.Select(cell => cell.Count)];
        var results = new double[2 * Names.Length];
        void Evaluate(ReadOnlySpan<double> drawn, Span<double> into) =>
            MulticlassCounts.Evaluate(cells, drawn, size, options.Compatibility == MlDriftCompatibility.ModelMonitor, into);
        if (values.Length > 0)
            Evaluate(values, results);
        else
            Array.Fill(results, double.NaN);
        var replicates = values.Length > 0
            ? CountResampling.Replicate(values, CountResampling.PriorMass / values.Length, options.Resampling, results.Length, Evaluate)
            : [.. results.Select(_ => Array.Empty<double>())];
        return results.Select((value, i) => QualityMetric.Of(Names[i % Names.Length] + (i < Names.Length ? "" : QualityMetrics.BestConstant),
            value, replicates[i], options.Resampling, "No labelled prediction"));
    }
}
