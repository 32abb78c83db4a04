namespace MlMonitor;

/// <summary>How far apart two distributions are, by which measure.</summary>
public enum MlDriftMethod
{
    /// <summary>The largest difference of the distribution functions: numbers only.</summary>
    KolmogorovSmirnov,

    /// <summary>How far values moved on average, in standard deviations of the baseline: numbers only.</summary>
    Wasserstein,

    /// <summary>The largest difference of one value's or bin's shares.</summary>
    LInfinity,

    /// <summary>Half the sum of the differences of shares.</summary>
    TotalVariation,

    /// <summary>The Jensen-Shannon distance, natural logarithm.</summary>
    JensenShannon,

    /// <summary>The Hellinger distance.</summary>
    Hellinger,

    /// <summary>The population stability index.</summary>
    PopulationStabilityIndex,
}
