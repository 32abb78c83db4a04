using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace MlMonitor.Core.Quality;

/// <summary>
/// What the quality of a binary model would be if its scores are calibrated, from the scores alone: a row of score p that is called positive
/// adds p to the true and 1 − p to the false positives (confidence-based performance estimation; Białek, Kuberski, Perrakis and Bifet,
/// "Estimating Model Performance Under Covariate Shift Without Labels", arXiv:2401.08348; NannyML's CBPE). It sees what a change of the
/// inputs does to quality. It cannot see that the same inputs have come to mean something else: only labels can. Merges.
/// </summary>
/// <param name="options">The threshold, and how intervals are found.</param>
/// <param name="calibration">What makes probabilities of the scores; null where they are calibrated as they are.</param>
public sealed class EstimatedQuality(QualityOptions options, IsotonicCalibration? calibration = null)
{
    private static readonly string[] Names = ["accuracy", "precision", "recall", "true_negative_rate", "f0_5", "f1", "f2"];

    private readonly List<double> _probabilities = [];
    private double _positive, _truePositive, _spreadPositive;
    private double _negative, _falseNegative, _spreadNegative;
    private long _leftOut;

    /// <summary>Takes a prediction.</summary>
    /// <param name="score">The score; one that is no probability even after calibration is counted and left out.</param>
    public void Add(double score)
    {
        var p = calibration is null ? score : calibration.Apply(score);
        if (p is not (>= 0 and <= 1))
        {
            _leftOut++;
            return;
        }

        _probabilities.Add(p);
        if (score > options.Threshold)
            (_positive, _truePositive, _spreadPositive) = (_positive + 1, _truePositive + p, _spreadPositive + p * (1 - p));
        else
            (_negative, _falseNegative, _spreadNegative) = (_negative + 1, _falseNegative + p, _spreadNegative + p * (1 - p));
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(EstimatedQuality other)
    {
        _probabilities.AddRange(other._probabilities);
        (_positive, _truePositive, _spreadPositive) = (_positive + other._positive, _truePositive + other._truePositive, _spreadPositive + other._spreadPositive);
        (_negative, _falseNegative, _spreadNegative) = (_negative + other._negative, _falseNegative + other._falseNegative, _spreadNegative + other._spreadNegative);
        _leftOut += other._leftOut;
    }

    /// <summary>What came of it. Intervals are of what the labels may turn out to be, given that the scores are right.</summary>
    /// <returns>The result; <see cref="QualityResult.IsEstimate"/> is set.</returns>
    public QualityResult Build()
    {
        var random = new Xoshiro256StarStar(options.Resampling.Seed + 3);
        var draws = Names.Select(_ => new double[options.Resampling.Replicates]).ToArray();
        var values = new double[Names.Length];
        for (var r = 0; r < options.Resampling.Replicates; r++)
        {
            // Sums of very many coins, each with its own odds, are normal.
            var tp = Math.Clamp(Normal.Sample(random, _truePositive, Math.Sqrt(_spreadPositive)), 0, _positive);
            var fn = Math.Clamp(Normal.Sample(random, _falseNegative, Math.Sqrt(_spreadNegative)), 0, _negative);
            Evaluate(tp, fn, values);
            for (var i = 0; i < values.Length; i++)
                draws[i][r] = values[i];
        }

        Evaluate(_truePositive, _falseNegative, values);
        var auc = ScoreTable.OfProbabilities(CollectionsMarshal.AsSpan(_probabilities)).Auc();
        return new QualityResult
        {
            ProblemType = MlProblemType.BinaryClassification,
            Count = _probabilities.Count,
            LeftOut = _leftOut,
            IsEstimate = true,
            Metrics = [.. Names.Select((name, i) => QualityMetric.Of(name, values[i], draws[i], options.Resampling)), QualityMetric.Of("auc", auc, [], options.Resampling)],
            Remarks = ["Estimated from the scores: true only while they are calibrated and the inputs mean what they meant"],
        };
    }

    /// <summary>Why an estimate would not be sound, judged by an earlier run that has labels.</summary>
    /// <param name="labelled">The earlier run.</param>
    /// <param name="most">The largest calibration error that will do, 0 to 1.</param>
    /// <returns>The reason in words; null where it is sound.</returns>
    public static string? WhyNot(QualityResult labelled, double most = 0.05)
    {
        var error = labelled.Find("calibration_error");
        return error?.Value is not { } value ? error?.Reason is { Length: > 0 } reason ? reason : "There are no scores with labels to tell whether they are calibrated"
            : value > most ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The scores are not calibrated: they are off by {value:0.###} on average, {most:0.###} will do")
            : null;
    }

    private void Evaluate(double tp, double fn, double[] values)
    {
        var (fp, tn) = (_positive - tp, _negative - fn);
        values[0] = (tp + tn) / (_positive + _negative);
        values[1] = tp / (tp + fp);
        values[2] = tp / (tp + fn);
        values[3] = tn / (tn + fp);
        values[4] = BinaryCounts.F(tp, fp, fn, 0.25);
        values[5] = BinaryCounts.F(tp, fp, fn, 1);
        values[6] = BinaryCounts.F(tp, fp, fn, 4);
    }
}
