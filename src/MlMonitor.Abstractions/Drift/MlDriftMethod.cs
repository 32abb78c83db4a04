namespace MlMonitor;

/// <summary>How far apart two distributions are, by which measure.</summary>
public enum MlDriftMethod
{
    /// <summary>The largest difference of the distribution functions, 0 to 1: numbers only.</summary>
    KolmogorovSmirnov,

    /// <summary>The same less what chance alone may make of it, as Model Monitor's <c>Robust</c>: numbers only.</summary>
    RobustKolmogorovSmirnov,

    /// <summary>How far values moved on average, in the column's own unit: numbers only.</summary>
    Wasserstein,

    /// <summary>How far values moved on average, in standard deviations of the baseline: numbers only.</summary>
    NormedWasserstein,

    /// <summary>The largest difference of one value's or bin's shares, 0 to 1.</summary>
    LInfinity,

    /// <summary>Half the sum of the differences of shares, 0 to 1.</summary>
    TotalVariation,

    /// <summary>The Jensen-Shannon distance, natural logarithm, 0 to 0.83.</summary>
    JensenShannon,

    /// <summary>The Hellinger distance, 0 to 1.</summary>
    Hellinger,

    /// <summary>The population stability index, 0 or more.</summary>
    PopulationStabilityIndex,

    /// <summary>
    /// The effect that the chi-squared statistic tells of, √((χ² − degrees of freedom) (1/n + 1/m)), which unlike the statistic does not
    /// grow with the number of rows: Cohen's w where the baseline is much larger.
    /// </summary>
    ChiSquared,
}
