namespace MlMonitor;

/// <summary>What a bias was looked for in.</summary>
public enum MlBiasStage
{
    /// <summary>In the data: how labels are spread over groups, whatever a model says.</summary>
    PreTraining,

    /// <summary>In what a model says.</summary>
    PostTraining,
}
