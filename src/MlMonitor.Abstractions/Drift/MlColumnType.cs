namespace MlMonitor;

/// <summary>What the values of a column are, as Model Monitor infers it.</summary>
public enum MlColumnType
{
    /// <summary>There was nothing to tell by.</summary>
    Unknown,

    /// <summary>Whole numbers.</summary>
    Integral,

    /// <summary>Numbers some of which have a fraction.</summary>
    Fractional,

    /// <summary>Anything else.</summary>
    String,
}
