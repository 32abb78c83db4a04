namespace MlMonitor.Core.Profiles;

/// <summary>On which side of a model a column stands.</summary>
public enum ColumnRole
{
    /// <summary>What the model is given.</summary>
    Input,

    /// <summary>What the model answers.</summary>
    Output,
}
