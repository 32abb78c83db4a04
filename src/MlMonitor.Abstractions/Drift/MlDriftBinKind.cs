namespace MlMonitor;

/// <summary>What a bin of a distribution holds.</summary>
public enum MlDriftBinKind
{
    /// <summary>Numbers between two edges.</summary>
    Range,

    /// <summary>One number.</summary>
    Value,

    /// <summary>One text.</summary>
    Category,

    /// <summary>Numbers below the smallest of the baseline.</summary>
    Below,

    /// <summary>Numbers above the largest of the baseline.</summary>
    Above,

    /// <summary>Numbers or texts that the baseline does not have, and that are not below or above it.</summary>
    Unseen,

    /// <summary>Texts of the baseline that are too rare, or too many, for bins of their own.</summary>
    Other,

    /// <summary>Nothing: the value was not there.</summary>
    Missing,
}
