namespace MlMonitor.Core.Bias;

/// <summary>
/// A metric of bias. Formulas, names and signs are those of SageMaker Clarify (https://github.com/aws/amazon-sagemaker-clarify), in which a
/// ratio of 0 to 0 is 0, one of anything else to 0 is infinite, and two infinite ratios do not differ.
/// </summary>
public abstract class BiasMetric
{
    /// <summary>All metrics, those of the data first.</summary>
    public static IReadOnlyList<BiasMetric> All { get; } =
    [
        new Metrics.ClassImbalance(), new Metrics.LabelProportions(), new Metrics.KullbackLeibler(), new Metrics.JensenShannon(), new Metrics.LpNorm(),
        new Metrics.TotalVariation(), new Metrics.KolmogorovSmirnov(), new Metrics.ConditionalLabelDisparity(),
        new Metrics.PredictedProportions(), new Metrics.DisparateImpact(), new Metrics.ConditionalAcceptance(), new Metrics.ConditionalRejection(),
        new Metrics.RecallDifference(), new Metrics.SpecificityDifference(), new Metrics.AccuracyDifference(), new Metrics.AcceptanceRates(),
        new Metrics.RejectionRates(), new Metrics.TreatmentEquality(), new Metrics.ConditionalPredictionDisparity(), new Metrics.GeneralizedEntropy(),
    ];

    /// <summary>The name of the flip test, which needs features rather than counts (<see cref="FlipTest"/>).</summary>
    public const string FlipTestName = "FT";

    /// <summary>The name, as in analysis.json: <c>DPPL</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name in full.</summary>
    public abstract string Title { get; }

    /// <summary>What it says, in words.</summary>
    public abstract string Meaning { get; }

    /// <summary>What it looks for bias in.</summary>
    public abstract MlBiasStage Stage { get; }

    /// <summary>Which rows it looks at: those with a label, those with a prediction, or those with both.</summary>
    public virtual BiasInput Input => Stage == MlBiasStage.PreTraining ? BiasInput.Labels : BiasInput.Both;

    /// <summary>The value where both sides are treated alike.</summary>
    public virtual double Parity => 0;

    /// <summary>How far from parity it may be where nothing else is said; null where no limit is in common use.</summary>
    public virtual double? UsualLimit => null;

    /// <summary>Other names it goes by.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>The value.</summary>
    /// <param name="counts">What it is computed from.</param>
    /// <returns>The value, perhaps infinite; NaN where there is none.</returns>
    public abstract double Of(BiasCounts counts);

    /// <summary>Why there is no value, or null. The empty group is looked at before.</summary>
    /// <param name="counts">What it would be computed from.</param>
    /// <returns>The reason, in words.</returns>
    public virtual string? WhyNot(BiasCounts counts) => null;

    /// <summary>How far a value is from parity, whichever way.</summary>
    /// <param name="value">The value.</param>
    /// <returns>0 or more.</returns>
    public virtual double Distance(double value) => Math.Abs(value - Parity);

    /// <summary>Finds a metric.</summary>
    /// <param name="name">Its name, or another it goes by; case does not count.</param>
    /// <returns>The metric; null where there is none.</returns>
    public static BiasMetric? Find(string name) => All.FirstOrDefault(metric =>
        metric.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || metric.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => $"{Title} ({Name})";

    /// <summary>A ratio: 0 of 0 to 0.</summary>
    protected static double Ratio(double part, double whole) => whole == 0 ? part == 0 ? 0 : double.PositiveInfinity : part / whole;

    /// <summary>A difference: 0 of two infinite ones.</summary>
    protected static double Difference(double first, double second) => first == second ? 0 : first - second;
}
