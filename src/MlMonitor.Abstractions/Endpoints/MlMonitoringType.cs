namespace MlMonitor;

/// <summary>What a schedule of Model Monitor watches.</summary>
public enum MlMonitoringType
{
    /// <summary>A value that this version does not know.</summary>
    Unknown,

    /// <summary>The data against a baseline.</summary>
    DataQuality,

    /// <summary>The answers against the truth.</summary>
    ModelQuality,

    /// <summary>The answers for one group against those for others.</summary>
    ModelBias,

    /// <summary>How much each feature counts.</summary>
    ModelExplainability,
}
