namespace MlMonitor;

/// <summary>Whose verdicts are wanted.</summary>
public enum MlDriftCompatibility
{
    /// <summary>This module's own: a distance and a test, so that a verdict does not hang on how many rows there were.</summary>
    None,

    /// <summary>Those of SageMaker Model Monitor, to explain a report of it: its thresholds and its checks, no test.</summary>
    ModelMonitor,
}
