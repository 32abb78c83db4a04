namespace MlMonitor.Core.Quality;

/// <summary>The metrics of a table of two classes.</summary>
internal static class BinaryCounts
{
    /// <summary>Their names, in order. The last six need no model: they are those of always answering positive.</summary>
    public static readonly string[] Names =
    [
        "recall", "precision", "accuracy", "true_positive_rate", "true_negative_rate", "false_positive_rate", "false_negative_rate", "f0_5", "f1", "f2",
        "recall" + QualityMetrics.BestConstant, "precision" + QualityMetrics.BestConstant, "accuracy" + QualityMetrics.BestConstant,
        "f0_5" + QualityMetrics.BestConstant, "f1" + QualityMetrics.BestConstant, "f2" + QualityMetrics.BestConstant,
    ];

    /// <summary>
    /// Fills in the metrics. The best constant answer is the positive class, of which only the accuracy could be beaten, by the negative
    /// one where most rows are: the better of both is taken, or the positive one where Model Monitor's numbers are wanted.
    /// </summary>
    /// <param name="cells">True positive, false positive, false negative, true negative.</param>
    /// <param name="values">Where the metrics go.</param>
    /// <param name="always">Whether the constant answer is always the positive class.</param>
    public static void Evaluate(ReadOnlySpan<double> cells, Span<double> values, bool always)
    {
        var (tp, fp, fn, tn) = (cells[0], cells[1], cells[2], cells[3]);
        var all = tp + fp + fn + tn;
        var prevalence = (tp + fn) / all;
        values[0] = values[3] = tp / (tp + fn);
        values[1] = tp / (tp + fp);
        values[2] = (tp + tn) / all;
        values[4] = tn / (tn + fp);
        values[5] = fp / (tn + fp);
        values[6] = fn / (tp + fn);
        values[10] = tp + fn > 0 ? 1 : double.NaN;
        values[11] = prevalence;
        values[12] = always ? prevalence : Math.Max(prevalence, 1 - prevalence);
        for (var i = 0; i < 3; i++)
        {
            var squared = i switch { 0 => 0.25, 1 => 1.0, _ => 4.0 };
            values[7 + i] = F(tp, fp, fn, squared);
            values[13 + i] = F(tp + fn, fp + tn, 0, squared);
        }
    }

    /// <summary>(1 + β²) TP / ((1 + β²) TP + β² FN + FP) (van Rijsbergen, "Information Retrieval", 1979, chapter 7).</summary>
    public static double F(double tp, double fp, double fn, double squaredBeta) =>
        (1 + squaredBeta) * tp / ((1 + squaredBeta) * tp + squaredBeta * fn + fp);
}
