namespace MlMonitor.Core.Baselines;

/// <summary>How far two distributions of numbers are apart, as Model Monitor measures it.</summary>
public enum ComparisonMethod
{
    /// <summary>The largest difference of the two distribution functions.</summary>
    Simple,

    /// <summary>The same less what chance does to samples of these sizes.</summary>
    Robust,
}

/// <summary>How far two distributions of texts are apart, as Model Monitor measures it.</summary>
public enum CategoricalMethod
{
    /// <summary>The largest difference of two shares.</summary>
    LInfinity,

    /// <summary>Pearson's chi-squared test.</summary>
    ChiSquared,
}

/// <summary>What is checked, and how strictly. A null says nothing: something more general holds. Immutable.</summary>
public sealed record ConstraintSettings
{
    /// <summary>
    /// What the files have that Model Monitor makes. Its documentation gives 0.1 for the two shares; the files have 1.0, and
    /// real violations show that they mean the share of values that must match.
    /// </summary>
    public static ConstraintSettings Usual { get; } = new()
    {
        EvaluateConstraints = true,
        EmitMetrics = true,
        TypeThreshold = 1,
        DomainThreshold = 1,
        PerformComparison = true,
        ComparisonThreshold = 0.1,
        ComparisonMethod = Baselines.ComparisonMethod.Robust,
        CategoricalThreshold = 0.1,
        CategoricalMethod = Baselines.CategoricalMethod.LInfinity,
    };

    /// <summary>Whether constraints are checked at all.</summary>
    public bool? EvaluateConstraints { get; init; }

    /// <summary>Whether Model Monitor sends metrics to CloudWatch.</summary>
    public bool? EmitMetrics { get; init; }

    /// <summary>Which share of the values must be of the type, 0 to 1.</summary>
    public double? TypeThreshold { get; init; }

    /// <summary>Which share of the texts must be in the domain, 0 to 1.</summary>
    public double? DomainThreshold { get; init; }

    /// <summary>Whether distributions are compared.</summary>
    public bool? PerformComparison { get; init; }

    /// <summary>Beyond which distance a distribution of numbers has drifted, 0 to 1.</summary>
    public double? ComparisonThreshold { get; init; }

    /// <summary>How that distance is measured.</summary>
    public ComparisonMethod? ComparisonMethod { get; init; }

    /// <summary>Beyond which distance a distribution of texts has drifted; where it is not said, that of numbers.</summary>
    public double? CategoricalThreshold { get; init; }

    /// <summary>How that distance is measured.</summary>
    public CategoricalMethod? CategoricalMethod { get; init; }

    /// <summary>These settings, and where they say nothing, others.</summary>
    /// <param name="general">The others.</param>
    /// <returns>The settings.</returns>
    public ConstraintSettings Or(ConstraintSettings general) => new()
    {
        EvaluateConstraints = EvaluateConstraints ?? general.EvaluateConstraints,
        EmitMetrics = EmitMetrics ?? general.EmitMetrics,
        TypeThreshold = TypeThreshold ?? general.TypeThreshold,
        DomainThreshold = DomainThreshold ?? general.DomainThreshold,
        PerformComparison = PerformComparison ?? general.PerformComparison,
        ComparisonThreshold = ComparisonThreshold ?? general.ComparisonThreshold,
        ComparisonMethod = ComparisonMethod ?? general.ComparisonMethod,
        // Who sets one threshold means both, unless the other is set as near.
        CategoricalThreshold = CategoricalThreshold ?? ComparisonThreshold ?? general.CategoricalThreshold,
        CategoricalMethod = CategoricalMethod ?? general.CategoricalMethod,
    };
}
