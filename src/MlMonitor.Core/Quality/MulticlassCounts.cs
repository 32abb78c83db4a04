namespace MlMonitor.Core.Quality;

/// <summary>The metrics of a table of several classes.</summary>
internal static class MulticlassCounts
{
    /// <summary>
    /// Fills in accuracy, weighted recall, precision, F½, F1 and F2, and then those of the best constant answer: the class that is most
    /// often actual, or, where Model Monitor's numbers are wanted, the last class, which is what its documented example shows.
    /// </summary>
    public static void Evaluate(List<(int Actual, int Predicted, double Count)> cells, ReadOnlySpan<double> counts, int size, bool last, Span<double> values)
    {
        var (right, actual, predicted) = (new double[size], new double[size], new double[size]);
        var all = 0.0;
        for (var c = 0; c < cells.Count; c++)
        {
            var (i, j, _) = cells[c];
            actual[i] += counts[c];
            predicted[j] += counts[c];
            all += counts[c];
            if (i == j)
                right[i] += counts[c];
        }

        Weigh(right, actual, predicted, all, values[..6]);
        var constant = last ? size - 1 : Array.IndexOf(actual, actual.Max());
        Array.Clear(right);
        Array.Clear(predicted);
        (right[constant], predicted[constant]) = (actual[constant], all);
        Weigh(right, actual, predicted, all, values[6..]);
    }

    private static void Weigh(double[] right, double[] actual, double[] predicted, double all, Span<double> values)
    {
        values.Clear();
        for (var k = 0; k < actual.Length; k++)
        {
            var weight = actual[k] / all;
            values[0] += right[k] / all;
            if (weight == 0)
                continue;
            values[1] += weight * right[k] / actual[k];
            values[2] += predicted[k] > 0 ? weight * right[k] / predicted[k] : 0;
            for (var f = 0; f < 3; f++)
                values[3 + f] += weight * BinaryCounts.F(right[k], predicted[k] - right[k], actual[k] - right[k], f switch { 0 => 0.25, 1 => 1, _ => 4 });
        }
    }
}
