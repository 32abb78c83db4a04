namespace MlMonitor.Core.Profiles;

/// <summary>What a cell holds, once read.</summary>
internal enum CellForm
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A whole number, written without point and exponent.</summary>
    Integral,

    /// <summary>A number with a point or an exponent.</summary>
    Fractional,

    /// <summary>NaN, an infinity, or a number too large for a double.</summary>
    NotFinite,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Anything else.</summary>
    Text,
}
