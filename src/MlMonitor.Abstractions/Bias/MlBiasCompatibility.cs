namespace MlMonitor;

/// <summary>Whose verdicts on bias are wanted.</summary>
public enum MlBiasCompatibility
{
    /// <summary>This module's own: how far a metric is from parity, and whether more than chance says so.</summary>
    None,

    /// <summary>Those of SageMaker Clarify, to explain a report of it: the value alone, held against the baseline's without its sign.</summary>
    Clarify,
}
