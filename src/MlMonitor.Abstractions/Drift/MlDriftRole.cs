namespace MlMonitor;

/// <summary>On which side of the model a column stands.</summary>
public enum MlDriftRole
{
    /// <summary>What the model is given: its change is data drift.</summary>
    Input,

    /// <summary>What the model answers: its change is prediction drift.</summary>
    Output,
}
