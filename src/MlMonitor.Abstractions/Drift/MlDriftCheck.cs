namespace MlMonitor;

/// <summary>What is looked for in the data that an endpoint is asked with and answers with.</summary>
public enum MlDriftCheck
{
    /// <summary>Everything at once: the one result where nothing was found.</summary>
    All,

    /// <summary>Values of another type than the baseline has.</summary>
    DataType,

    /// <summary>More missing values than the baseline allows.</summary>
    Completeness,

    /// <summary>A column of the baseline that is not there.</summary>
    MissingColumn,

    /// <summary>A column that the baseline does not have.</summary>
    ExtraColumn,

    /// <summary>Categories that the baseline does not have.</summary>
    Domain,

    /// <summary>Negative values where the baseline has none.</summary>
    NonNegative,

    /// <summary>Another distribution than the baseline's.</summary>
    Drift,

    /// <summary>More captured records that cannot be read than may be, so that what is found holds for the rest alone.</summary>
    CaptureDamage,

    /// <summary>Something that a newer Model Monitor checks and this version has no word for.</summary>
    Other,
}
