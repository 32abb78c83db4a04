namespace MlMonitor.Core.Quality;

/// <summary>What comes of one threshold on the scores.</summary>
/// <param name="Threshold">The threshold: scores of it and above are positive.</param>
/// <param name="Recall">The share of the positive that is found, which is the true positive rate, 0 to 1.</param>
/// <param name="FalsePositiveRate">The share of the negative that is taken for positive, 0 to 1.</param>
/// <param name="Precision">The share of the found that is positive, 0 to 1.</param>
public readonly record struct CurvePoint(double Threshold, double Recall, double FalsePositiveRate, double Precision);
