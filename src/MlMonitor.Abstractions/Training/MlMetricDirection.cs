namespace MlMonitor;

/// <summary>Which way a metric gets better.</summary>
public enum MlMetricDirection
{
    /// <summary>Not known; nothing is guessed.</summary>
    Unknown,

    /// <summary>Less is better: a loss, an error.</summary>
    Minimize,

    /// <summary>More is better: an accuracy, an area under a curve.</summary>
    Maximize,
}
