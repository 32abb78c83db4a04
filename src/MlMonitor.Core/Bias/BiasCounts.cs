namespace MlMonitor.Core.Bias;

/// <summary>
/// The rows of one side: of a group, or of all others. Numbers rather than counts, because draws of them are.
/// </summary>
/// <param name="TruePositive">Label and prediction positive.</param>
/// <param name="FalsePositive">Only the prediction positive.</param>
/// <param name="FalseNegative">Only the label positive.</param>
/// <param name="TrueNegative">Neither.</param>
public readonly record struct SideCounts(double TruePositive, double FalsePositive, double FalseNegative, double TrueNegative)
{
    /// <summary>All rows.</summary>
    public double All => TruePositive + FalsePositive + FalseNegative + TrueNegative;

    /// <summary>Rows whose label is positive.</summary>
    public double Positive => TruePositive + FalseNegative;

    /// <summary>Rows whose label is negative.</summary>
    public double Negative => FalsePositive + TrueNegative;

    /// <summary>Rows that the model calls positive.</summary>
    public double PredictedPositive => TruePositive + FalsePositive;

    /// <summary>Rows that the model calls negative.</summary>
    public double PredictedNegative => FalseNegative + TrueNegative;

    /// <summary>Adds two.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The sum.</returns>
    public SideCounts Plus(SideCounts other) => new(TruePositive + other.TruePositive, FalsePositive + other.FalsePositive,
        FalseNegative + other.FalseNegative, TrueNegative + other.TrueNegative);
}

/// <summary>
/// What a metric of bias is computed from: the group <c>d</c> whose treatment is in question and all others <c>a</c>, and the same in each
/// stratum, such as each age, where there are any.
/// </summary>
/// <param name="Others">All others.</param>
/// <param name="Facet">The group.</param>
/// <param name="Strata">The same, stratum by stratum; empty where there are none.</param>
/// <param name="IsRestricted">
/// Whether labels that only one side has are left out before distributions are compared, as Clarify does. What is left does not add up to 1,
/// and a divergence can come out negative.
/// </param>
public sealed record BiasCounts(SideCounts Others, SideCounts Facet, IReadOnlyList<(SideCounts Others, SideCounts Facet)> Strata, bool IsRestricted = false);
