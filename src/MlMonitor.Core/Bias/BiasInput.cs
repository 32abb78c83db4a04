namespace MlMonitor.Core.Bias;

/// <summary>What a metric of bias needs of a row.</summary>
public enum BiasInput
{
    /// <summary>Its label.</summary>
    Labels,

    /// <summary>Its prediction.</summary>
    Predictions,

    /// <summary>Both.</summary>
    Both,
}
