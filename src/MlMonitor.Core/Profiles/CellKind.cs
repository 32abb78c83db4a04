namespace MlMonitor.Core.Profiles;

/// <summary>In which form a value was written.</summary>
public enum CellKind
{
    /// <summary>Text that may be a number: an unquoted field of CSV.</summary>
    Text,

    /// <summary>A string, of JSON or in quotation marks: read as a number only where a column is one.</summary>
    Quoted,

    /// <summary>A number of JSON or Parquet.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c> of JSON or Parquet.</summary>
    Boolean,

    /// <summary>Not there: an empty field, <c>null</c>, a member that is absent.</summary>
    Missing,
}
